// Runs before the tests: prepares what the server needs and what only tests need.
import { toRun, toTest } from './packages.mjs';
import { explain, runSteps } from './steps.mjs';
import { stepsToRun } from './steps-to-run.mjs';
import { ensurePackages } from './system-packages.mjs';

const packages = ['system packages', (line) => ensurePackages([...toRun, ...toTest], line)];

try {
  await runSteps(stepsToRun.map((step) => (step[0] === 'system packages' ? packages : step)));
} catch (error) {
  explain(error);
}
