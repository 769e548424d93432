/** What is known of an open connection. */
interface Entry {
  network: string;
  /** Its key was right. */
  isKnown: boolean;
  end: () => void;
}

/** Those of a network, by the oldest of them. */
interface Strangers<Connection> {
  oldest: Connection;
  end: () => void;
  count: number;
}

export interface PlacesAtMost {
  all: number;
  ofNetwork: number;
}

/**
 * Connections of a port, in the order in which they came. Where all places are taken a new one gets that of the oldest
 * stranger of the network with the most strangers: who holds many connections from several networks keeps no encoder out.
 */
export class ConnectionPlaces<Connection> {
  readonly #atMost: PlacesAtMost;
  readonly #entries = new Map<Connection, Entry>();

  constructor(atMost: PlacesAtMost) {
    this.#atMost = atMost;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** False where there is no place; `end` is called on the connection that lost its own. */
  take(connection: Connection, network: string, end: () => void): boolean {
    if (this.#count(network) >= this.#atMost.ofNetwork) return false;
    if (this.#entries.size >= this.#atMost.all && !this.#endStranger()) return false;
    this.#entries.set(connection, { network, isKnown: false, end });
    return true;
  }

  /** Its key was right: it keeps its place. */
  know(connection: Connection): void {
    const entry = this.#entries.get(connection);
    if (entry !== undefined) entry.isKnown = true;
  }

  leave(connection: Connection): void {
    this.#entries.delete(connection);
  }

  #count(network: string): number {
    let count = 0;
    for (const entry of this.#entries.values()) if (entry.network === network) count += 1;
    return count;
  }

  #endStranger(): boolean {
    const strangers = new Map<string, Strangers<Connection>>();
    for (const [connection, { network, isKnown, end }] of this.#entries) {
      if (isKnown) continue;
      const known = strangers.get(network);
      if (known === undefined) strangers.set(network, { oldest: connection, end, count: 1 });
      else known.count += 1;
    }
    let most: Strangers<Connection> | undefined;
    for (const each of strangers.values()) if (each.count > (most?.count ?? 0)) most = each;
    if (most === undefined) return false;
    this.#entries.delete(most.oldest);
    most.end();
    return true;
  }
}
