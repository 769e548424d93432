// Runs tiers of tests and resolves to the numbers of passed, failed and skipped tests.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './stamp.mjs';

const resultsFolder = join(root, 'tests', 'out');
// A tier that takes longer than this hangs; one that has its results and does not exit has left a handle open.
const tierDeadlineMs = 15 * 60_000;
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

function runJest(args, env, resultsPath) {
  return new Promise((resolve) => {
    const jest = join('node_modules', 'jest', 'bin', 'jest.js');
    const child = spawn(process.execPath, [...NODE_FLAGS, jest, ...args], {
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
      () => abort(`took longer than ${tierDeadlineMs / 60_000} minutes`),
      tierDeadlineMs,
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
    // A signal ends all tests, not this tier alone.
    const onSignal = () => {
      killGroup(child);
      process.exit(interruptedCode);
    };
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    child.once('close', (code) => {
      for (const timer of [deadline, grace]) clearTimeout(timer);
      clearInterval(watch);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      killGroup(child);
      resolve({ code, fault });
    });
  });
}

const cores = availableParallelism();
/**
 * Spec files that run at the same time. More than there are cores: a test of real media mostly waits for real time, and
 * each file has its own ports, folders and processes. Browsers need more of the machine, so e2e runs fewer.
 */
const filesAtOnce = (tier) => ({ unit: Math.max(2, cores - 1), e2e: cores + 1 })[tier] ?? cores + 2;
/** Specs in this folder measure single frames or open many pages with cameras: they run one at a time. */
const ALONE = 'alone';

function partsOf(tiers) {
  const name = tiers.join('-');
  const folders = tiers
    .map((tier) => `/tests/${tier}/${ALONE}/`)
    .filter((folder) => existsSync(join(root, folder)));
  const rest = [`--maxWorkers=${filesAtOnce(tiers[0])}`];
  if (folders.length === 0) return [{ name, args: rest }];
  return [
    { name: `${name}-${ALONE}`, args: ['--maxWorkers=1', ...folders] },
    { name, args: [...rest, ...folders.map((folder) => `--testPathIgnorePatterns=${folder}`)] },
  ];
}

async function runPart(tiers, { name, args }) {
  const resultsPath = join(resultsFolder, `${name}.json`);
  await rm(resultsPath, { force: true });
  const env = { ...process.env, PROSCENIUM_TIER: tiers.join(','), NODE_NO_WARNINGS: '1' };
  const { code, fault } = await runJest(['--json', `--outputFile=${resultsPath}`, ...args], env, resultsPath);
  const counts = await countsIn(resultsPath).catch(() => ({ passed: 0, failed: 0, skipped: 0 }));
  const isUnexplained = code !== 0 && counts.failed === 0;
  if (fault) console.log(`${name} ${fault}`);
  return { ...counts, failed: counts.failed + (isUnexplained || fault ? 1 : 0) };
}

/** Tiers of one call run at the same time, so that none waits for the last file of another. */
export async function runTiers(tiers) {
  await mkdir(resultsFolder, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const part of partsOf(tiers)) {
    const counts = await runPart(tiers, part);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}
