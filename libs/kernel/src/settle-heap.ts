import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from './clock.js';

const SETTLED_AFTER_MS = 10_000;

/**
 * Gives back, once, what starting a process took: text of modules that were compiled, schemas that were built, buffers
 * of the first connections. V8 itself would wait until the heap is full, and an idle process never fills it.
 */
export function settleHeap(clock: Clock): void {
  clock.after(SETTLED_AFTER_MS, () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as (options: Record<string, string>) => void;
    collect({ type: 'major', flavor: 'last-resort' });
  });
}
