import { type ProcessState, readProcessState } from '#kernel';

/** Nothing moved for this long: from now on the process itself is looked at. */
const SUSPECT_MS = 150;
/** Stopped by a signal or a debugger, at every look for this long, without having run in between. */
const STOPPED_MS = 250;
/** It has work, and for this long it neither ran nor waited for a processor. */
const IDLE_MS = 250;
/** It runs, or is kept from running, and nothing comes of it for this long. */
const BUSY_MS = 5_000;
/** A look that comes late says that our own thread was held up, not the process. */
const LOOK_COUNTS_AT_MOST_MS = 70;
/** Less than this of running or waiting is a signal or a timer, not work. */
const NO_WORK_MS = 2;

/** Tells an encoder process that hangs from one that is slow or does not get its turn on a full machine. */
export class HangWatch {
  readonly #read: (pid: number) => ProcessState | undefined;
  #lookedMs: number | undefined;
  #quietMs = 0;
  #stoppedMs = 0;
  #idleMs = 0;
  #before: ProcessState | undefined;

  constructor(read: (pid: number) => ProcessState | undefined = readProcessState) {
    this.#read = read;
  }

  /** It took input or gave output, or has nothing to do. */
  moved(): void {
    this.#quietMs = 0;
    this.#stoppedMs = 0;
    this.#idleMs = 0;
    this.#before = undefined;
  }

  /** Once a tick: true when the process is to be replaced. */
  look(pid: number | undefined, nowMs: number): boolean {
    const elapsedMs = nowMs - (this.#lookedMs ?? nowMs);
    const stepMs = Math.min(LOOK_COUNTS_AT_MOST_MS, elapsedMs);
    this.#lookedMs = nowMs;
    this.#quietMs += stepMs;
    if (this.#quietMs <= SUSPECT_MS || pid === undefined) return false;
    const state = this.#read(pid);
    this.#stoppedMs = state?.isStopped && !this.#hasRun(state) ? this.#stoppedMs + stepMs : 0;
    // Our own thread hands the input over piece by piece: while it is late, a process may well have nothing to do.
    const isIdle = state !== undefined && elapsedMs <= LOOK_COUNTS_AT_MOST_MS && this.#isIdle(state);
    this.#idleMs = isIdle ? this.#idleMs + stepMs : 0;
    this.#before = state;
    return this.#stoppedMs >= STOPPED_MS || this.#idleMs >= IDLE_MS || this.#quietMs >= BUSY_MS;
  }

  #isIdle(state: ProcessState): boolean {
    const before = this.#before;
    if (!before || !state.isSleeping || state.readBytes !== before.readBytes) return false;
    return !this.#hasRun(state) && state.waitedMs - before.waitedMs < NO_WORK_MS;
  }

  #hasRun(state: ProcessState): boolean {
    return this.#before !== undefined && state.ranMs - this.#before.ranMs >= NO_WORK_MS;
  }
}
