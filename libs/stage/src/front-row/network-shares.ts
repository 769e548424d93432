/** A class or an office; the others of a larger one play the HLS stream. */
const LEAST = 32;
/** One network leaves room for the others. */
const SHARE = 1 / 4;

/** How many places of one show each network has. */
export class NetworkShares {
  readonly #taken = new Map<string, number>();

  /** Returns the function that gives the place back; undefined where the network has its share of `places`. */
  take(network: string | undefined, places: number): (() => void) | undefined {
    if (network === undefined) return () => undefined;
    const taken = this.#taken.get(network) ?? 0;
    if (taken >= Math.max(LEAST, Math.ceil(places * SHARE))) return undefined;
    this.#taken.set(network, taken + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(network);
      isTaken = false;
    };
  }

  #giveBack(network: string): void {
    const left = (this.#taken.get(network) ?? 1) - 1;
    if (left > 0) this.#taken.set(network, left);
    else this.#taken.delete(network);
  }
}
