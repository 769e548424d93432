import {
  ConfigError,
  createLog,
  loadConfig,
  ParentProcess,
  ShowError,
  systemClock,
  systemSurroundings,
  watchProcessFaults,
} from '#kernel';
import { Front } from './front.js';

const EXIT_CONFIG = 2;
/** Answers are on their way by then, or something hangs that the supervisor must not wait for. */
const CLOSE_DEADLINE_MS = 4_000;

function exitWith(message: string, code: number): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(code);
}

/** Started by the supervisor, whose channel closes with it: then this process ends too. */
async function run(): Promise<void> {
  const config = loadConfig(systemSurroundings());
  const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' }).with({
    process: 'front',
  });
  let isEnding = false;
  const end = (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info('front.close | ending', { reason });
    systemClock.after(CLOSE_DEADLINE_MS, () => process.exit(1));
    opening
      .then((front) => front.close())
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
  // Ctrl-C and a closed terminal reach every process of it; the supervisor ends them in its order.
  const parent = ParentProcess.find();
  for (const signal of ['SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => (parent === undefined ? end(signal) : undefined));
  parent?.events.on('gone', () => end('the supervisor is gone'));
  const opening = Front.open(config, log);
  const front = await opening;
  log.info('front.open | listening', { port: front.port });
  parent?.send({ kind: 'listening', port: front.port });
  parent?.sayAlive(systemClock);
}

run().catch((error: unknown) => {
  if (error instanceof ConfigError || (error instanceof ShowError && error.blame === 'config'))
    exitWith(error.message, EXIT_CONFIG);
  exitWith(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
});
