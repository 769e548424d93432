import { readProcessState } from '#kernel';

const EVERY_MS = 500;

/** Finds a spare process that was stopped: nothing else would show it before the spare is needed. */
export class SpareCheck {
  #lookedMs = Number.NEGATIVE_INFINITY;
  #stoppedPid: number | undefined;

  /** True when the process was stopped at this look and at the one before. */
  isStopped(pid: number | undefined, nowMs: number): boolean {
    if (pid === undefined || nowMs - this.#lookedMs < EVERY_MS) return false;
    this.#lookedMs = nowMs;
    const wasStopped = this.#stoppedPid === pid;
    this.#stoppedPid = readProcessState(pid)?.isStopped ? pid : undefined;
    return wasStopped && this.#stoppedPid === pid;
  }
}
