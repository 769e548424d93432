import 'reflect-metadata';
import {
  createLog,
  loadConfig,
  ParentProcess,
  ShowError,
  systemClock,
  systemSurroundings,
  watchProcessFaults,
} from '#kernel';
import { SupervisorLink } from '#supervision';
import { ProsceniumServer } from './proscenium-server.js';

const EXIT_CONFIG = 2;
/** Everything has ended by then, or something hangs that nobody must wait for. */
const CLOSE_DEADLINE_MS = 12_000;

function sayAndExit(message: string, code: number): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(code);
}

async function run(): Promise<void> {
  const parent = ParentProcess.find();
  if (parent === undefined)
    sayAndExit('The server is started by `npm start`, which keeps it running.', EXIT_CONFIG);
  const supervisor = new SupervisorLink(parent);
  const config = loadConfig(systemSurroundings());
  const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' });
  let server: ProsceniumServer | undefined;
  let isEnding = false;
  const end = (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info('server.close | ending', { reason });
    systemClock.after(CLOSE_DEADLINE_MS, () => process.exit(1));
    // A signal during the start waits for it: what is half built cannot be taken down.
    void (starting.catch(() => undefined) as Promise<unknown>)
      .then(() => server?.close())
      .then(
        () => process.exit(),
        (error) => {
          log.error('server.close | failed', { error });
          process.exit(1);
        },
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
  supervisor.events.on('gone', () => end('the supervisor is gone'));
  const starting = ProsceniumServer.open({ config, log, processes: supervisor });
  server = await starting;
  log.info('server.open | ready', { pid: process.pid });
  supervisor.ready((await server.firstStartLink()) ?? null);
  await server.bringBack();
}

run().catch((error: unknown) => {
  if (error instanceof ShowError && error.blame === 'config') sayAndExit(error.message, EXIT_CONFIG);
  sayAndExit(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
});
