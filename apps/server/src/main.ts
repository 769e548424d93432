import 'reflect-metadata';
import {
  ConfigError,
  createLog,
  loadConfig,
  ShowError,
  settingsHelp,
  systemClock,
  systemSurroundings,
  watchProcessFaults,
} from '#kernel';
import { House } from './house.js';
import { printWelcome } from './welcome.js';

const EXIT_CONFIG = 2;
/** Everything has ended by then, or something hangs that a service manager must not wait for. */
const CLOSE_DEADLINE_MS = 12_000;

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
  let house: House | undefined;
  let isEnding = false;
  const end = (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log.info('server.close | ending', { reason });
    systemClock.after(CLOSE_DEADLINE_MS, () => process.exit(1));
    // A signal during the start waits for it: what is half built cannot be taken down.
    void (starting.catch(() => undefined) as Promise<unknown>)
      .then(() => house?.close())
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
  process.on('SIGINT', () => end('SIGINT'));
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGHUP', () => end('SIGHUP'));
  const starting = House.open(config, log);
  house = await starting;
  await printWelcome(house, config);
}

run().catch((error: unknown) => {
  if (error instanceof ShowError && error.blame === 'config') sayAndExit(error.message, EXIT_CONFIG);
  sayAndExit(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
});
