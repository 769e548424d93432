import { useState } from 'react';
import { problemText } from './problem-text.js';

/** What the buttons of a form do: busy while it runs; a failure is said within the form. */
export function useFormAction() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    await work().catch((error) => setProblem(problemText(error)));
    setBusy(false);
  };
  return { busy, problem, setProblem, run };
}
