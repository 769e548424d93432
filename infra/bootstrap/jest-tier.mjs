// Runs a part of the tests and resolves to the numbers of passed, failed and skipped ones.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './stamp.mjs';

const resultsFolder = join(root, 'tests', 'out');
// What was compiled for one run serves the next: temporary files are gone by then.
const cacheFolder = join(root, 'node_modules', '.cache', 'jest');
// The same for what Node compiles: dozens of servers live for seconds, each with a data folder that is new.
const codeFolder = join(root, 'node_modules', '.cache', 'code');
// A tier that takes longer than this hangs; one that has its results and does not exit has left a handle open.
const DEADLINE_MINUTES = 15;
const exitGraceMs = 20_000;
const interruptedCode = 130;

/** Dozens of files open the embedded database for seconds only: optimising its code takes longer than it saves. */
const NODE_FLAGS = ['--experimental-vm-modules', '--liftoff-only'];

/** Tests that did not run, each with its file: a skip that nobody reads is a test that nobody has. */
export function skippedIn({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'pending' || status === 'todo')
      .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
  );
}

async function countsIn(path) {
  const results = JSON.parse(await readFile(path, 'utf8'));
  for (const skipped of skippedIn(results)) console.log(`test | skipped: ${skipped}`);
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** Ends the whole group, so that a hanging test takes its processes with it. */
function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended meanwhile.
  }
}

/** A signal ends all tests, not one part alone. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) killGroup(child);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(interruptedCode));

function runJest(args, env, resultsPath, { isIdle, deadlineMinutes }) {
  return new Promise((resolve) => {
    const jest = join('node_modules', 'jest', 'bin', 'jest.js');
    const run = [process.execPath, [...NODE_FLAGS, jest, ...args]];
    const [command, rest] = isIdle ? idly(...run) : run;
    const child = spawn(command, rest, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    let fault;
    const abort = (reason) => {
      fault = reason;
      killGroup(child);
    };
    const deadline = setTimeout(
      () => abort(`took longer than ${deadlineMinutes} minutes`),
      deadlineMinutes * 60_000,
    );
    let grace;
    const watch = setInterval(async () => {
      const isDone = await readFile(resultsPath).then(
        () => true,
        () => false,
      );
      if (isDone)
        grace ??= setTimeout(
          () => abort('has finished, but a handle that it left open keeps it from exiting'),
          exitGraceMs,
        );
    }, 1000);
    running.add(child);
    child.once('close', (code) => {
      for (const timer of [deadline, grace]) clearTimeout(timer);
      clearInterval(watch);
      running.delete(child);
      killGroup(child);
      resolve({ code, fault });
    });
  });
}

const cores = availableParallelism();

/** Whatever else wants to run goes first. */
export const idly = (command, args) =>
  hasChrt ? ['chrt', ['--idle', '0', command, ...args]] : ['nice', ['-n', '19', command, ...args]];
const hasChrt = spawnSync('chrt', ['--idle', '0', 'true']).status === 0;
/** A test that gets what others leave may take longer; what it asserts is no time. */
const IDLE_TIMEOUT = '--testTimeout=120000';

/** A part of `test-plan.mjs`: tiers that share the machine, some files of them. */
export async function runPart(part) {
  const { name, tiers, only = [], except = [], workers, isIdle = false } = part;
  const { deadlineMinutes = DEADLINE_MINUTES } = part;
  await mkdir(resultsFolder, { recursive: true });
  const resultsPath = join(resultsFolder, `${name.replace(/\W+/g, '-')}.json`);
  await rm(resultsPath, { force: true });
  const env = {
    ...process.env,
    PROSCENIUM_TIER: tiers.join(','),
    NODE_NO_WARNINGS: '1',
    NODE_COMPILE_CACHE: codeFolder,
  };
  const args = [
    ...['--json', `--outputFile=${resultsPath}`, `--cacheDirectory=${cacheFolder}`],
    `--maxWorkers=${workers(cores)}`,
    ...except.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
    ...(isIdle ? [IDLE_TIMEOUT] : []),
    // One tier alone may have no file of this kind.
    '--passWithNoTests',
    ...only,
  ];
  const { code, fault } = await runJest(args, env, resultsPath, { isIdle, deadlineMinutes });
  const counts = await countsIn(resultsPath).catch(() => ({ passed: 0, failed: 0, skipped: 0 }));
  const isUnexplained = code !== 0 && counts.failed === 0;
  if (fault) console.log(`${name} ${fault}`);
  return { ...counts, failed: counts.failed + (isUnexplained || fault ? 1 : 0) };
}
