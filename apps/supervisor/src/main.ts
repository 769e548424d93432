import {
  ConfigError,
  checkPort,
  createLog,
  DataDirLock,
  loadConfig,
  ShowError,
  settingsHelp,
  settleHeap,
  sourceStack,
  systemClock,
  systemSurroundings,
  watchProcessFaults,
} from '#kernel';
import { Supervisor } from '#supervision';
import { processPlans } from './process-plans.js';
import { connectTo, reportBackingServices } from './report-backing-services.js';
import { watchPeers } from './watch-peers.js';
import { welcome } from './welcome.js';

const EXIT_CONFIG = 2;
/** Everything has ended by then, or something hangs that a service manager must not wait for. */
const CLOSE_DEADLINE_MS = 60_000;

function sayAndExit(message: string, code: number): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(code);
}

function readConfig() {
  try {
    return loadConfig(systemSurroundings());
  } catch (error) {
    if (error instanceof ConfigError) sayAndExit(error.message, EXIT_CONFIG);
    throw error;
  }
}

async function run(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(settingsHelp());
    return;
  }
  const config = readConfig();
  const log = createLog({ level: config.logLevel, pretty: config.logFormat === 'pretty' });
  const lock = await DataDirLock.take(config.dataDir);
  await checkPort({ host: config.host, port: config.port, setting: 'PORT' });
  const { env } = systemSurroundings();
  const plans = processPlans(config, { env, execPath: process.execPath, execArgv: process.execArgv });
  const peers = await watchPeers(config, log);
  const supervisor = new Supervisor({ plans, peers, clock: systemClock, log });
  let isEnding = false;
  const end = (reason: string, code: number) => {
    if (isEnding) return;
    isEnding = true;
    log.info('supervisor.close | ending', { reason });
    systemClock.after(CLOSE_DEADLINE_MS, () => process.exit(1));
    // The other nodes take this one's shows over as soon as nothing of them runs here any more.
    void supervisor
      .close()
      .then(() => peers?.close())
      .then(() => lock.release())
      .then(
        () => process.exit(code),
        (error) => {
          log.error('supervisor.close | failed', { error });
          process.exit(1);
        },
      );
  };
  watchProcessFaults({ process, log, end: (reason) => end(reason, 1) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(signal, 0));
  supervisor.events.on('ready', (ready) => {
    log.info('supervisor.open | listening', { address: config.publicUrl, port: ready.port });
    process.stdout.write(welcome(config, ready));
  });
  supervisor.events.on('refused', ({ process: name, reason }) =>
    end(`${name} could not start: ${reason}`, codeOf(reason)),
  );
  supervisor.start();
  void reportBackingServices(config, log, connectTo(systemClock));
  settleHeap(systemClock);
}

/** A process that refuses its configuration has printed why; its code is ours. */
const codeOf = (reason: string): number => Number(/^exit code (\d+)$/.exec(reason)?.[1] ?? 1);

run().catch((error: unknown) => {
  if (error instanceof ConfigError || (error instanceof ShowError && error.blame === 'config'))
    sayAndExit(error.message, EXIT_CONFIG);
  sayAndExit(error instanceof Error ? sourceStack(error.stack ?? error.message) : String(error), 1);
});
