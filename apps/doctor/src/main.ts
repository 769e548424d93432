import { availableParallelism } from 'node:os';
import { ConfigError, loadConfig, systemClock, systemSurroundings } from '#kernel';
import { checksOf } from './checks-of.js';
import { isServerRunning } from './is-server-running.js';
import { printReports } from './print-reports.js';
import { runChecks } from './run-checks.js';
import { writeBundle } from './support-bundle.js';

const EXIT_BAD = 1;
const EXIT_CONFIG = 2;

/** `npm run doctor`: is this machine ready for a show, and if not, what to do? `-- --bundle` writes a file for support. */
async function run(): Promise<void> {
  const config = loadConfig(systemSurroundings());
  const context = { config, isServerRunning: await isServerRunning(config.dataDir) };
  const reports = await runChecks(checksOf(context, systemClock, availableParallelism()), systemClock);
  process.stdout.write(printReports(reports));
  if (process.argv.includes('--bundle')) {
    const path = await writeBundle({ ...context, reports, clock: systemClock, folder: '.' });
    process.stdout.write(`  Written: ${path}\n  It holds no secrets; read it before you send it.\n\n`);
  }
  const isBad = reports.some(({ findings }) => findings.some(({ state }) => state === 'bad'));
  process.exitCode = isBad ? EXIT_BAD : 0;
}

run().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exitCode = EXIT_CONFIG;
});
