import { problemText } from './problem-text.js';
import { toast } from './toast.js';

/** Runs what a button starts. A failure is shown as a toast; the page stays as it is. */
export function runAction(work: Promise<unknown>, then: () => void = () => undefined): void {
  work.then(then, (error) => toast(problemText(error)));
}
