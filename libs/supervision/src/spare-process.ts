import type { Child, Clock, Log } from '#kernel';
import { Backoff } from './backoff.js';
import { type Expectation, PREPARED } from './messages.js';
import type { ProcessPlan } from './process-plan.js';
import { startChild } from './start-child.js';

export interface SpareProcessOptions {
  plan: ProcessPlan;
  /** From the wish for a spare process until it is started: what is at work now comes first. */
  waitMs: number;
  /** What its first message will probably be: it prepares for that. */
  expects?: () => unknown;
  clock: Clock;
  log: Log;
}

/** A second process of a plan that has loaded its code and waits. A restart from it skips what takes longest. */
export class SpareProcess {
  readonly #options: SpareProcessOptions;
  readonly #backoff = new Backoff();
  #child: Child | undefined;
  #isPrepared = false;
  #isWanted = false;
  #cancelStart: () => void = () => undefined;

  constructor(options: SpareProcessOptions) {
    this.#options = options;
  }

  get isPrepared(): boolean {
    return this.#isPrepared;
  }

  /** There is one from soon on. May be called again at any time. */
  want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#startAfter(this.#options.waitMs);
  }

  /** The process that waits, from now on the caller's; nothing while there is none. */
  take(): Child | undefined {
    const child = this.#isPrepared ? this.#child : undefined;
    if (child === undefined) return undefined;
    this.#child = undefined;
    this.#isPrepared = false;
    this.#isWanted = false;
    return child;
  }

  /** There is none any more. Resolves when its process is gone. */
  async drop(): Promise<void> {
    this.#isWanted = false;
    this.#cancelStart();
    this.#isPrepared = false;
    const child = this.#child;
    this.#child = undefined;
    await child?.kill();
  }

  #startAfter(waitMs: number): void {
    this.#cancelStart();
    this.#cancelStart = this.#options.clock.after(waitMs, () => this.#start());
  }

  #start(): void {
    const { plan, waitMs, expects, clock, log } = this.#options;
    const child = startChild(plan, clock);
    const startedMs = clock.monotonicMs();
    this.#child = child;
    if (expects) child.send({ kind: 'expect', order: expects() } satisfies Expectation as never);
    child.onMessage((message) => {
      if ((message as { kind?: unknown } | null)?.kind !== PREPARED.kind || this.#child !== child) return;
      this.#isPrepared = true;
      log.info('supervisor.spare | waits', { process: plan.name, childPid: child.pid });
    });
    void child.exited.then(({ code, signal }) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#isPrepared = false;
      log.warn('supervisor.spare | died', { process: plan.name, childPid: child.pid, code, signal });
      this.#startAfter(Math.max(waitMs, this.#backoff.next(clock.monotonicMs() - startedMs)));
    });
  }
}
