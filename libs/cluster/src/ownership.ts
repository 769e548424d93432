/** Who owns a running thing. `epoch` grows with each change of owner and never falls: it fences what an old one writes. */
export interface Ownership {
  /** Such as `show:show_…`. */
  thing: string;
  /** One start of one node; null when nobody owns it. */
  ownerId: string | null;
  epoch: number;
}

/** Where ownership is decided: one compare-and-set decides each race, no clock does. PostgreSQL fits. */
export interface OwnershipStore {
  find(thing: string): Promise<Ownership | undefined>;
  /** Everything that these owners own. */
  listOf(ownerIds: readonly string[]): Promise<Ownership[]>;
  /** All that is owned by anybody. */
  list(): Promise<Ownership[]>;
  /** Written with the next epoch only where the stored one is still `fromEpoch` (0: nothing is stored). */
  claim(thing: string, ownerId: string, fromEpoch: number): Promise<Ownership | undefined>;
  /** Gives it back. The epoch stays, so that the next owner's is higher. Answers whether it was still ours. */
  release(ownership: Ownership): Promise<boolean>;
}
