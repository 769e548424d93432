import {
  ConfigError,
  createLog,
  loadConfig,
  ParentProcess,
  systemClock,
  systemSurroundings,
  watchProcessFaults,
} from '#kernel';
import { OPENED } from '#supervision';
import { IngestProcess } from './ingest-process.js';

const EXIT_CONFIG = 2;
/** Senders were cut by then, or something hangs that the supervisor must not wait for. */
const CLOSE_DEADLINE_MS = 3_000;

function exitWith(message: string, code: number): never {
  process.stderr.write(`\ningest: ${message}\n`);
  process.exit(code);
}

/** Started by the supervisor, whose channel closes with it: then this process ends too. */
async function run(): Promise<void> {
  const parent = ParentProcess.find();
  if (parent === undefined) throw new Error('the ingest is started by the supervisor');
  parent.sayAlive(systemClock);
  const config = loadConfig(systemSurroundings());
  const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' }).with({
    process: 'ingest',
  });
  let isEnding = false;
  const end = (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info('ingest.close | ending', { reason });
    systemClock.after(CLOSE_DEADLINE_MS, () => process.exit(1));
    opening
      .then((ingest) => ingest.close())
      .then(
        () => process.exit(),
        () => process.exit(1),
      );
  };
  watchProcessFaults({
    process,
    log,
    end: (reason) => {
      process.exitCode = 1;
      end(reason);
    },
  });
  process.on('SIGTERM', () => end('SIGTERM'));
  // Ctrl-C and a closed terminal reach every process of it; the supervisor ends us in its order.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  parent.events.on('gone', () => end('the supervisor is gone'));
  const opening = IngestProcess.open(config, log);
  await opening;
  parent.send(OPENED);
}

run().catch((error: unknown) => {
  if (error instanceof ConfigError) exitWith(error.message, EXIT_CONFIG);
  exitWith(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
});
