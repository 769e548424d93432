// Runs before the tests: prepares what the server needs and what only tests need, with `--long` those of the long tier.
import { toRun, toTest, toTestLong } from './packages.mjs';
import { explain, runSteps } from './steps.mjs';
import { stepsToRun } from './steps-to-run.mjs';
import { ensurePackages } from './system-packages.mjs';

const wanted = [...toRun, ...toTest, ...(process.argv.includes('--long') ? toTestLong : [])];
const packages = ['system packages', (line) => ensurePackages(wanted, line)];

try {
  await runSteps(stepsToRun.map((step) => (step[0] === 'system packages' ? packages : step)));
} catch (error) {
  explain(error);
}
