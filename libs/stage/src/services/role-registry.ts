import { TypedEvents } from '#kernel';
import type { Role } from '#protocol';
import type { StageOutbox } from '../outbox.js';

export interface RoleRegistryEvents {
  /** Decided by a person of the show, just now. */
  given: { showId: string; personId: string; role: Role };
  changed: { showId: string; roles: Readonly<Record<string, Role>> };
  /** `willBeBack`: the process stops, the show does not. */
  forgotten: { showId: string; willBeBack: boolean };
}

/** What people have become in a show, as against what their ticket says. Kept while the stage is open. */
export class RoleRegistry {
  readonly events = new TypedEvents<RoleRegistryEvents>();
  readonly #outbox: Pick<StageOutbox, 'changeRole'>;
  readonly #roles = new Map<string, Map<string, Role>>();

  constructor(outbox: Pick<StageOutbox, 'changeRole'>) {
    this.#outbox = outbox;
  }

  find(showId: string, personId: string): Role | undefined {
    return this.#roles.get(showId)?.get(personId);
  }

  set(showId: string, personId: string, role: Role): void {
    if (!this.#put(showId, personId, role)) return;
    this.events.emit('given', { showId, personId, role });
    this.events.emit('changed', { showId, roles: Object.fromEntries(this.#roles.get(showId) ?? []) });
  }

  /** What was known before the process ended, below all that has become known since. */
  restore(showId: string, roles: Readonly<Record<string, Role>>): void {
    for (const [personId, role] of Object.entries(roles))
      if (this.find(showId, personId) === undefined) this.#put(showId, personId, role);
  }

  forgetShow(showId: string, willBeBack: boolean): void {
    this.#roles.delete(showId);
    this.events.emit('forgotten', { showId, willBeBack });
  }

  #put(showId: string, personId: string, role: Role): boolean {
    const roles = this.#roles.get(showId) ?? new Map<string, Role>();
    if (roles.get(personId) === role) return false;
    this.#roles.set(showId, roles.set(personId, role));
    this.#outbox.changeRole(showId, personId, role);
    return true;
  }
}
