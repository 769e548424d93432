import type { Clock } from '#kernel';
import type { RingEntry } from './entry-ring.js';

/** A standby as the publication sees it. */
export interface Standby {
  readonly nodeId: string;
  send(entry: RingEntry): void;
  close(): void;
}

export interface PublicationOptions {
  publish(entry: RingEntry): void;
  /**
   * Asks the store of owners: a standby that has everything (`nodeId`), or none any more, and whether this writer
   * is still the owner. It stays silent for a writer that is none.
   */
  decide(nodeId: string | null): Promise<void>;
  clock: Clock;
}

/** Longer is a fault of the standby or of the way to it: viewers have about 0.4 s in hand. */
const ACKNOWLEDGED_WITHIN_MS = 500;
const LOOK_EVERY_MS = 50;
/** Who did not run for so long may have been taken for dead, and another one may write. */
const SLEPT_MS = 1_000;

/**
 * What was ordered and what is published. With a standby in step, only what it has acknowledged is published, so that it
 * may take over without a cut; one that is lost is given up by decision of the owner's store, never by time alone.
 */
export class Publication {
  readonly #options: PublicationOptions;
  readonly #cancel: () => void;
  #held: { entry: RingEntry; atMs: number }[] = [];
  #standby: Standby | undefined;
  #isInStep = false;
  #acknowledgedSeq = 0;
  /** Nothing is published until it is decided who may. */
  #isUndecided = false;
  #awakeMs: number;

  constructor(options: PublicationOptions) {
    this.#options = options;
    this.#awakeMs = options.clock.monotonicMs();
    this.#cancel = options.clock.every(LOOK_EVERY_MS, () => this.#look());
  }

  /** The standby that has everything that is published. */
  get inStepNodeId(): string | null {
    return this.#isInStep ? (this.#standby?.nodeId ?? null) : null;
  }

  get held(): readonly RingEntry[] {
    return this.#held.map(({ entry }) => entry);
  }

  write(entry: RingEntry): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#awakeMs > SLEPT_MS) this.#slept();
    this.#standby?.send(entry);
    if (this.#isInStep || this.#isUndecided) this.#held.push({ entry, atMs: nowMs });
    else this.#options.publish(entry);
  }

  /** It gets everything from here on; nothing waits for it yet. False while there is another one. */
  attach(standby: Standby): boolean {
    if (this.#standby !== undefined) return false;
    this.#standby = standby;
    this.#acknowledgedSeq = 0;
    return true;
  }

  /** From now on it is waited for, and then it is noted as the one that may take over. */
  inStep(standby: Standby): void {
    if (this.#standby !== standby || this.#isInStep) return;
    this.#isInStep = true;
    void this.#options.decide(standby.nodeId);
  }

  acknowledge(standby: Standby, seq: number): void {
    if (this.#standby !== standby) return;
    this.#acknowledgedSeq = Math.max(this.#acknowledgedSeq, seq);
    this.#settle();
  }

  detach(standby: Standby): void {
    if (this.#standby !== standby) return;
    this.#standby = undefined;
    if (!this.#isInStep) return;
    this.#isInStep = false;
    this.#decideAlone();
  }

  /** Said again to a decider that has just connected. */
  repeat(): void {
    if (this.#isUndecided) this.#decideAlone();
    else if (this.inStepNodeId !== null) void this.#options.decide(this.inStepNodeId);
  }

  close(): void {
    this.#cancel();
    this.#standby?.close();
  }

  #look(): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#awakeMs > SLEPT_MS) this.#slept();
    this.#awakeMs = nowMs;
    const oldest = this.#held[0];
    if (!this.#isInStep || oldest === undefined) return;
    if (nowMs - oldest.atMs > ACKNOWLEDGED_WITHIN_MS) this.#standby?.close();
  }

  /** What is written from now on may be another owner's to write. */
  #slept(): void {
    this.#awakeMs = this.#options.clock.monotonicMs();
    const standby = this.#standby;
    if (standby === undefined || !this.#isInStep) this.#decideAlone();
    standby?.close();
  }

  #decideAlone(): void {
    this.#isUndecided = true;
    void this.#options.decide(null).then(() => {
      this.#isUndecided = false;
      this.#settle();
    });
  }

  #settle(): void {
    if (this.#isUndecided) return;
    const seq = this.#isInStep ? this.#acknowledgedSeq : Number.POSITIVE_INFINITY;
    let next = this.#held[0];
    while (next !== undefined && next.entry.seq <= seq) {
      this.#held.shift();
      this.#options.publish(next.entry);
      next = this.#held[0];
    }
  }
}
