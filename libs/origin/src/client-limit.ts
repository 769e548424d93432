/** So many requests of one client wait at once: some hundred viewers behind one address of a school or an office. */
const MOST_OF_ONE_CLIENT = 1_000;

/** Counts what each client has waiting, so that no client takes the room of all others. */
export class ClientLimit {
  readonly #most: number;
  readonly #counts = new Map<string, number>();

  constructor(most = MOST_OF_ONE_CLIENT) {
    this.#most = most;
  }

  /** Returns the function that gives the place back, or nothing where the client has too many. */
  take(client: string): (() => void) | undefined {
    const count = this.#counts.get(client) ?? 0;
    if (count >= this.#most) return undefined;
    this.#counts.set(client, count + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.#counts.get(client) ?? 1) - 1;
      if (left > 0) this.#counts.set(client, left);
      else this.#counts.delete(client);
    };
  }
}
