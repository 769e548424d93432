import type { Member } from './member.js';

interface Known {
  name: string;
  deviceHash: string | null;
}

const LIMIT = 100_000;

/** Who came to a show since this process knows it: names and devices, for bans and for one vote a device. */
export class Members {
  readonly #known = new Map<string, Known>();

  admit(personId: string, known: Known): void {
    this.#known.delete(personId);
    this.#known.set(personId, known);
    if (this.#known.size <= LIMIT) return;
    const oldest = this.#known.keys().next();
    if (!oldest.done) this.#known.delete(oldest.value);
  }

  find(personId: string): Known | undefined {
    return this.#known.get(personId);
  }

  deviceOf(personId: string): string | null {
    return this.#known.get(personId)?.deviceHash ?? null;
  }

  /** A new ticket on the same device is the same voter. People with a role vote as themselves. */
  voterOf({ personId, role }: Member): string {
    return role === 'viewer' ? (this.deviceOf(personId) ?? personId) : personId;
  }

  /** Everybody on this device, the person included. */
  sharing(personId: string, deviceHash: string | null): string[] {
    if (deviceHash === null) return [personId];
    const others = [...this.#known].filter(([, known]) => known.deviceHash === deviceHash).map(([id]) => id);
    return [...new Set([personId, ...others])];
  }
}
