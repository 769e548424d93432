import { sayProblem } from './house.js';
import { toast } from './toast.js';

/** What a button starts and nobody waits for: a failure is said, the page stays as it is. */
export function press(work: Promise<unknown>, then: () => void = () => undefined): void {
  work.then(then, (error) => toast(sayProblem(error)));
}
