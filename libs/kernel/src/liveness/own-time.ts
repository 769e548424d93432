import type { ProcessState } from './process-state.js';

/** Reads the state of the process that is watched; nothing where the system does not tell. */
export type ReadState = () => Pick<ProcessState, 'ranMs' | 'waitedMs' | 'isRunnable'> | undefined;

/**
 * Time that a process had for itself: running, or asleep by its own choice. What it waited for a processor on a full
 * machine is left out.
 */
export class OwnTime {
  readonly #read: ReadState;
  #before: ReturnType<ReadState>;

  constructor(read: ReadState) {
    this.#read = read;
    this.#before = read();
  }

  /** Of the `elapsedMs` since the last look. */
  since(elapsedMs: number): number {
    const [before, now] = [this.#before, this.#read()];
    this.#before = now;
    if (before === undefined || now === undefined) return elapsedMs;
    // Linux adds a wait once it is over: until then, time that was not run is taken for waiting.
    if (now.isRunnable) return Math.min(elapsedMs, now.ranMs - before.ranMs);
    return Math.max(0, elapsedMs - (now.waitedMs - before.waitedMs));
  }
}
