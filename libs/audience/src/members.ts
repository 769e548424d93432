import { isTakenFor, nameSkeleton } from './defence/look-alike.js';
import { isModerator, type Member } from './member.js';

interface Known {
  name: string;
  deviceHash: string | null;
  /** Of the first arrival that this process knows of. */
  sinceMs: number;
}

export interface Arrival {
  name: string;
  deviceHash: string | null;
  role?: Member['role'] | undefined;
  nowMs: number;
}

const LIMIT = 100_000;
const STAFF_LIMIT = 200;

/** Who came to a show since this process knows it: names and devices, for bans and for one vote a device. */
export class Members {
  readonly #known = new Map<string, Known>();
  /** Skeletons of the names of hosts and moderators, by person. */
  readonly #staff = new Map<string, string>();

  admit(personId: string, { name, deviceHash, role, nowMs }: Arrival): void {
    const sinceMs = this.#known.get(personId)?.sinceMs ?? nowMs;
    this.#known.delete(personId);
    this.#known.set(personId, { name, deviceHash, sinceMs });
    if (role !== undefined) this.#keepStaff({ personId, name, role });
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

  /** Another browser is a new arrival. A person who is not known arrived before this process started. */
  isNewcomer(personId: string, withinMs: number, nowMs: number): boolean {
    const sinceMs = this.#known.get(personId)?.sinceMs;
    return sinceMs !== undefined && nowMs - sinceMs < withinMs;
  }

  /** Whether readers could take this person for a host or moderator of the show. */
  isImpostor(member: Pick<Member, 'personId' | 'name' | 'role'>): boolean {
    if (isModerator(member) || this.#staff.size === 0) return false;
    const own = nameSkeleton(member.name);
    return [...this.#staff].some(
      ([personId, skeleton]) => personId !== member.personId && isTakenFor(own, skeleton),
    );
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

  #keepStaff(person: Pick<Member, 'personId' | 'name' | 'role'>): void {
    if (!isModerator(person)) this.#staff.delete(person.personId);
    else if (this.#staff.size < STAFF_LIMIT) {
      const skeleton = nameSkeleton(person.name);
      if (skeleton !== '') this.#staff.set(person.personId, skeleton);
    }
  }
}
