import type { Clock, Log } from '#kernel';

export interface ClusterDrainOptions {
  /** The ids of the shows that are open here. */
  open(): readonly string[];
  /** Whether another node takes shows. */
  hasOthers(): boolean;
  /** Has the nodes, and with them the draining, looked at now. */
  review(): void;
  /** To its standby, which goes on without a cut. */
  give(showId: string, standbyId: string): Promise<void>;
  /** Another node starts it. */
  leave(showId: string): Promise<unknown>;
  clock: Clock;
  log: Log;
}

/** A standby is in step within seconds; where there is none by then, the show goes on elsewhere after a cut. */
const MOVE_WITH_CUT_AFTER_MS = 15_000;
const DRAIN_LOOK_MS = 100;

/** The node gives its shows to others and takes no more. It lasts until the node starts again. */
export class ClusterDrain {
  readonly #options: ClusterDrainOptions;
  /** Shows and their standbys that have everything that is published. */
  readonly #inStep = new Map<string, string>();
  #sinceMs: number | undefined;
  #isClosed = false;

  constructor(options: ClusterDrainOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#sinceMs !== undefined;
  }

  /** Of several requests the first one counts. */
  begin(): void {
    if (this.isOn) return;
    const { clock, log, open, review } = this.#options;
    this.#sinceMs = clock.monotonicMs();
    log.info('cluster.drain | takes no shows, and gives away those that are open', { left: open().length });
    review();
  }

  /** Resolves when no show is left, when there is no other node, or at the deadline. */
  async empty(deadlineMs: number): Promise<void> {
    const { clock, log, open, hasOthers } = this.#options;
    this.begin();
    const untilMs = clock.monotonicMs() + deadlineMs;
    while (clock.monotonicMs() < untilMs && !this.#isClosed) {
      if (open().length === 0 || !hasOthers()) break;
      await clock.sleep(DRAIN_LOOK_MS);
    }
    log.info('cluster.drain | over', { left: open().length });
  }

  /** Null: the show has no standby, or none that is in step. */
  noteStandby(showId: string, standbyId: string | null): void {
    if (standbyId === null) this.#inStep.delete(showId);
    else this.#inStep.set(showId, standbyId);
    if (this.isOn) this.#options.review();
  }

  /** Gives each show away: one on air to its standby once that is in step, others at once. */
  async giveAll(live: ReadonlySet<string>): Promise<void> {
    if (this.#sinceMs === undefined) return;
    const { clock, open, give, leave } = this.#options;
    const sinceMs = clock.monotonicMs() - this.#sinceMs;
    for (const showId of [...open()]) {
      const standbyId = this.#inStep.get(showId);
      if (standbyId !== undefined) await give(showId, standbyId);
      else if (!live.has(showId) || sinceMs > MOVE_WITH_CUT_AFTER_MS) await leave(showId);
    }
  }

  close(): void {
    this.#isClosed = true;
  }
}
