// Runs before the server. Needs only Node, so it works in a fresh clone.
import { explain, runSteps } from './steps.mjs';
import { stepsToRun } from './steps-to-run.mjs';

try {
  await runSteps(stepsToRun);
} catch (error) {
  explain(error);
}
