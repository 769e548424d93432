import { type Log, TypedEvents } from '#kernel';
import type { Ownership, OwnershipStore } from './ownership.js';

export interface OwnersOptions {
  store: OwnershipStore;
  /** This start of this node. */
  ownerId: string;
  /** Whether an owner is known to be gone. One that may live is never robbed. */
  isGone(ownerId: string): boolean;
  log: Log;
}

export type ClaimResult =
  | { outcome: 'ours'; epoch: number }
  /** A node that may be alive owns it, or won the race. */
  | { outcome: 'theirs'; ownerId: string };

export interface OwnersEvents {
  /** Another owner took it, since this node seemed to be gone: stop it without a trace, it runs elsewhere. */
  lost: { thing: string };
}

const MOST_RACES = 8;

/** What this node owns. Each answer is the store's: between two of them another node may have won. */
export class Owners {
  readonly events = new TypedEvents<OwnersEvents>();
  readonly #options: OwnersOptions;
  readonly #ours = new Map<string, number>();

  constructor(options: OwnersOptions) {
    this.#options = options;
  }

  get ownerId(): string {
    return this.#options.ownerId;
  }

  /** The epoch that fences our writes; nothing when it is not ours, as far as we know. */
  epochOf(thing: string): number | undefined {
    return this.#ours.get(thing);
  }

  get things(): string[] {
    return [...this.#ours.keys()];
  }

  async claim(thing: string): Promise<ClaimResult> {
    const { store, ownerId, isGone } = this.#options;
    let known = await store.find(thing);
    for (let race = 0; race < MOST_RACES; race += 1) {
      if (known?.ownerId === ownerId) return this.#keep(known);
      if (known && known.ownerId !== null && !isGone(known.ownerId))
        return this.#refuse(known.ownerId, thing);
      const won: Ownership | undefined = await store.claim(thing, ownerId, known?.epoch ?? 0);
      if (won !== undefined) return this.#keep(won);
      known = await store.find(thing);
    }
    return this.#refuse(known?.ownerId ?? 'nobody for long', thing);
  }

  async release(thing: string): Promise<void> {
    const { store, ownerId } = this.#options;
    const epoch = this.#ours.get(thing);
    if (epoch === undefined) return;
    this.#ours.delete(thing);
    await store.release({ thing, ownerId, epoch });
  }

  /** Asks the store whether all of it is still ours, and says what is not. */
  async review(): Promise<void> {
    const { store, ownerId, log } = this.#options;
    const before = new Map(this.#ours);
    const stored = new Map((await store.listOf([ownerId])).map((each) => [each.thing, each.epoch]));
    for (const [thing, epoch] of before) {
      // Claimed again or given back while the store answered: the next review judges it.
      if (this.#ours.get(thing) !== epoch || stored.get(thing) === epoch) continue;
      this.#ours.delete(thing);
      log.warn('cluster.owners | another node took over', { thing, epoch });
      this.events.emit('lost', { thing });
    }
  }

  /** What owners that are gone have left. */
  abandonedBy(ownerIds: readonly string[]): Promise<Ownership[]> {
    return this.#options.store.listOf(ownerIds);
  }

  #keep({ thing, epoch }: Ownership): ClaimResult {
    this.#ours.set(thing, epoch);
    return { outcome: 'ours', epoch };
  }

  #refuse(ownerId: string, thing: string): ClaimResult {
    this.#ours.delete(thing);
    return { outcome: 'theirs', ownerId };
  }
}
