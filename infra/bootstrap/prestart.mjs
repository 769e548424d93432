// Run before the server. Needs Node and nothing else: it works in a fresh clone.
import { explain, runSteps } from './steps.mjs';
import { stepsToRun } from './steps-to-run.mjs';

try {
  await runSteps(stepsToRun);
} catch (error) {
  explain(error);
}
