/** Who owns a running thing. `epoch` grows with each change of owner and never falls: it fences what an old one writes. */
export interface Ownership {
  /** Such as `show:show_…`. */
  thing: string;
  /** One start of one node; null when nobody owns it. */
  ownerId: string | null;
  epoch: number;
  /** The node that has everything that this owner has published: it may go on without a cut. */
  standbyId: string | null;
}

/** An owner and its epoch, which what it writes must carry. */
export type Fence = Pick<Ownership, 'thing' | 'epoch'> & { ownerId: string };

/** Where ownership is decided: one compare-and-set decides each race, no clock does. PostgreSQL fits. */
export interface OwnershipStore {
  find(thing: string): Promise<Ownership | undefined>;
  /** Everything that these owners own. */
  listOf(ownerIds: readonly string[]): Promise<Ownership[]>;
  /** All that is owned by anybody. */
  list(): Promise<Ownership[]>;
  /**
   * Written with the next epoch only where the stored one is still `fromEpoch` (0: nothing is stored); with `asStandby`
   * only where the new owner is its standby as well. The new owner has no standby.
   */
  claim(
    thing: string,
    ownerId: string,
    fromEpoch: number,
    asStandby?: boolean,
  ): Promise<Ownership | undefined>;
  /** Notes who has everything that this owner has published. Answers whether it is the owner still. */
  setStandby(owner: Fence, standbyId: string | null): Promise<boolean>;
  /** Makes the standby the owner; it stays named as the standby until it claims. Answers whether it was so. */
  give(owner: Fence, standbyId: string): Promise<boolean>;
  /** Writes again what was won and is not stored any more: only where nothing, or a lower epoch, is. No standby. */
  regain(owner: Fence): Promise<boolean>;
  /** Gives it back. The epoch stays, so that the next owner's is higher. Answers whether it was still ours. */
  release(owner: Fence): Promise<boolean>;
}
