export interface Change<State> {
  /** On the programme's clock. */
  atMs: number;
  apply(state: State): State;
}

/** Later ones than these are left out while a viewer is far behind: they are loaded when the viewer gets near. */
const WAITING_LIMIT = 5_000;
/** Of those that were shown, so many can be taken back for a viewer who goes back. */
const SHOWN_LIMIT = 2_000;

/**
 * What was said and done, by the programme's clock, and the state that follows from it at any moment of the programme.
 * Going forward applies what lies between; going back begins again at the oldest state that is kept.
 */
export class MomentLog<State> {
  #base: State;
  #current: State;
  #changes: Change<State>[] = [];
  /** So many of the changes are in the current state. */
  #applied = 0;
  #isTruncated = false;

  constructor(base: State) {
    this.#base = base;
    this.#current = base;
  }

  /** Later changes were left out. */
  get isTruncated(): boolean {
    return this.#isTruncated;
  }

  /** In the order of their moments; of the same moment, in the order of adding. */
  add(change: Change<State>): void {
    const at = this.#indexAfter(change.atMs);
    this.#changes.splice(at, 0, change);
    // What comes late is shown when it comes.
    if (at < this.#applied) {
      this.#applied += 1;
      this.#current = change.apply(this.#current);
    }
    this.#forget();
  }

  /** The state when the playhead is at this moment; null is a viewer without a playhead, who sees all there is. */
  at(playheadMs: number | null): State {
    const upTo = playheadMs === null ? this.#changes.length : this.#indexAfter(playheadMs);
    if (upTo < this.#applied) {
      this.#current = this.#base;
      this.#applied = 0;
    }
    for (const change of this.#changes.slice(this.#applied, upTo))
      this.#current = change.apply(this.#current);
    this.#applied = upTo;
    return this.#current;
  }

  /** What holds at every moment, such as that a message was deleted. Changes still to come must know it by themselves. */
  revise(change: (state: State) => State): void {
    const isSame = this.#applied === 0;
    this.#base = change(this.#base);
    this.#current = isSame ? this.#base : change(this.#current);
  }

  /** The moment of the next change that is not in the current state. */
  get nextMs(): number | undefined {
    return this.#changes[this.#applied]?.atMs;
  }

  /** Index of the first change after a moment. */
  #indexAfter(atMs: number): number {
    let [low, high] = [0, this.#changes.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#changes[middle] as Change<State>).atMs <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #forget(): void {
    if (this.#changes.length - this.#applied > WAITING_LIMIT) {
      this.#changes.length = this.#applied + WAITING_LIMIT;
      this.#isTruncated = true;
    }
    // Half of them at once: each forgetting copies the list.
    if (this.#applied <= 2 * SHOWN_LIMIT) return;
    const oldest = this.#changes.splice(0, this.#applied - SHOWN_LIMIT);
    this.#base = oldest.reduce((state, change) => change.apply(state), this.#base);
    this.#applied = SHOWN_LIMIT;
  }
}
