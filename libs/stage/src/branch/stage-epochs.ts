import type { BranchHub } from './branch-hub.js';

/** Shows that were carried here lately; of older ones no owner is hung any more. */
const MOST_SHOWS = 10_000;

interface Known {
  epoch: number;
  hubs: Set<BranchHub>;
}

/** Which owner of each show was the last one at this node: one that lost the show and does not know it is refused. */
export class StageEpochs {
  readonly #shows = new Map<string, Known>();

  assertCurrent(showId: string, epoch: number): void {
    const known = this.#shows.get(showId);
    if (known !== undefined && known.epoch > epoch) throw new Error('a newer owner has this show');
  }

  /** The place of an owner before this one, which it may go on with. */
  findLeft(showId: string, epoch: number): BranchHub | undefined {
    return [...(this.#shows.get(showId)?.hubs ?? [])].findLast((hub) => hub.isFor(epoch));
  }

  /** The same where this node owns the show by now: the place is the stage's own from then on. */
  takeHome(showId: string, epoch: number): ReturnType<BranchHub['takeHome']> | undefined {
    const known = this.#shows.get(showId);
    const left = this.findLeft(showId, epoch);
    if (known === undefined || left === undefined) return undefined;
    known.epoch = Math.max(known.epoch, epoch);
    known.hubs.delete(left);
    return left.takeHome();
  }

  /** What an older owner has of this show here ends, besides the place that this one goes on with. */
  enter(showId: string, hub: BranchHub): void {
    this.assertCurrent(showId, hub.epoch);
    const before = this.#shows.get(showId);
    const isNewer = before === undefined || hub.epoch > before.epoch;
    const hubs = isNewer ? new Set<BranchHub>() : before.hubs;
    hubs.add(hub);
    this.#shows.delete(showId);
    this.#shows.set(showId, { epoch: hub.epoch, hubs });
    // The number is remembered for long; what had it is not kept in memory for that.
    hub.whenClosed(() => hubs.delete(hub));
    if (isNewer) for (const old of before?.hubs ?? []) if (old !== hub && !old.isClosed) old.supersede();
    const [oldest] = this.#shows.keys();
    if (this.#shows.size > MOST_SHOWS && oldest !== undefined) this.#shows.delete(oldest);
  }
}
