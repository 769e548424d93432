import { type Log, TypedEvents } from '#kernel';
import type { Fence, Ownership, OwnershipStore } from './ownership.js';

export interface OwnersOptions {
  store: OwnershipStore;
  /** This start of this node. */
  ownerId: string;
  /** Whether an owner is known to be gone. One that may live is never robbed. */
  isGone(ownerId: string): boolean;
  /** A node that is not known counts as gone: one that has just started is looked up before it is judged. */
  meet(ownerId: string): Promise<void>;
  log: Log;
}

export type ClaimResult =
  | {
      outcome: 'ours';
      epoch: number;
      /** Won as its standby: everything that was published is here, and what is made goes on without a cut. */
      isInherited: boolean;
    }
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

  /**
   * `isHung`: whether an owner that does not count as gone yet says nothing any more. What its standby alone may take from
   * it: everything that it published is here, and goes on without a cut.
   */
  async claim(thing: string, isHung: (ownerId: string) => boolean = () => false): Promise<ClaimResult> {
    const { store, ownerId } = this.#options;
    let known = await this.#find(thing);
    for (let race = 0; race < MOST_RACES; race += 1) {
      // Given by the owner before, as long as we have not claimed it.
      if (known?.ownerId === ownerId)
        return this.#keep(known, known.standbyId === ownerId && this.#ours.get(thing) !== known.epoch);
      const before = this.#whoComesFirst(known, isHung);
      if (before !== undefined) return this.#refuse(before, thing);
      const isStandby = known?.standbyId === ownerId;
      const won: Ownership | undefined = await store.claim(thing, ownerId, known?.epoch ?? 0, isStandby);
      if (won !== undefined) return this.#keep(won, isStandby);
      known = await this.#find(thing);
    }
    return this.#refuse(known?.ownerId ?? 'nobody for long', thing);
  }

  /** The epoch of a thing that no other node has which may live; nothing where one does. */
  async findFreeEpoch(thing: string): Promise<number | undefined> {
    const known = await this.#find(thing);
    const ownerId = known?.ownerId ?? this.ownerId;
    return ownerId === this.ownerId || this.#options.isGone(ownerId) ? (known?.epoch ?? 0) : undefined;
  }

  /** The fence of what is ours, to be given or noted. */
  fenceOf(thing: string): Fence | undefined {
    const epoch = this.#ours.get(thing);
    return epoch === undefined ? undefined : { thing, ownerId: this.ownerId, epoch };
  }

  /** Makes the standby the owner: what is made here ends. */
  async give(thing: string, standbyId: string): Promise<boolean> {
    const fence = this.fenceOf(thing);
    if (fence === undefined || !(await this.#options.store.give(fence, standbyId))) return false;
    this.#ours.delete(thing);
    return true;
  }

  async release(thing: string): Promise<void> {
    const { store, ownerId } = this.#options;
    const epoch = this.#ours.get(thing);
    if (epoch === undefined) return;
    this.#ours.delete(thing);
    await store.release({ thing, ownerId, epoch });
  }

  /**
   * Asks the store whether all of it is still ours, and says what is not. A database that failed over may have lost who won
   * last: epochs do not fall, so that with the highest one is still the owner.
   */
  async review(): Promise<void> {
    const { store, ownerId, log } = this.#options;
    const before = new Map(this.#ours);
    const stored = new Map((await store.listOf([ownerId])).map((each) => [each.thing, each.epoch]));
    for (const [thing, epoch] of before) {
      // Claimed again or given back while the store answered: the next review judges it.
      if (this.#ours.get(thing) !== epoch || stored.get(thing) === epoch) continue;
      if (await store.regain({ thing, ownerId, epoch })) {
        log.warn('cluster.owners | the database had lost whose it is', { thing, epoch });
        continue;
      }
      if (this.#ours.get(thing) !== epoch) continue;
      this.#ours.delete(thing);
      log.warn('cluster.owners | another node took over', { thing, epoch });
      this.events.emit('lost', { thing });
    }
  }

  /** What owners that are gone have left. */
  abandonedBy(ownerIds: readonly string[]): Promise<Ownership[]> {
    return this.#options.store.listOf(ownerIds);
  }

  async #find(thing: string): Promise<Ownership | undefined> {
    const { store, meet, ownerId } = this.#options;
    const known = await store.find(thing);
    for (const id of [known?.ownerId, known?.standbyId]) if (id != null && id !== ownerId) await meet(id);
    return known;
  }

  /** An owner that may live, or the standby of one that is gone. */
  #whoComesFirst(known: Ownership | undefined, isHung: (ownerId: string) => boolean): string | undefined {
    const { ownerId, isGone } = this.#options;
    if (known === undefined || known.ownerId === null) return undefined;
    const { standbyId } = known;
    if (standbyId === ownerId && isHung(known.ownerId)) return undefined;
    if (!isGone(known.ownerId)) return known.ownerId;
    return standbyId !== null && standbyId !== ownerId && !isGone(standbyId) ? standbyId : undefined;
  }

  #keep({ thing, epoch }: Ownership, isInherited: boolean): ClaimResult {
    this.#ours.set(thing, epoch);
    return { outcome: 'ours', epoch, isInherited };
  }

  #refuse(ownerId: string, thing: string): ClaimResult {
    this.#ours.delete(thing);
    return { outcome: 'theirs', ownerId };
  }
}
