import type { Role } from '#protocol';
import type { StageOutbox } from '../outbox.js';

/** What people have become in a show, as against what their ticket says. Kept while the stage is open. */
export class RoleBook {
  readonly #outbox: Pick<StageOutbox, 'changeRole'>;
  readonly #roles = new Map<string, Map<string, Role>>();

  constructor(outbox: Pick<StageOutbox, 'changeRole'>) {
    this.#outbox = outbox;
  }

  find(showId: string, personId: string): Role | undefined {
    return this.#roles.get(showId)?.get(personId);
  }

  set(showId: string, personId: string, role: Role): void {
    const roles = this.#roles.get(showId) ?? new Map<string, Role>();
    if (roles.get(personId) === role) return;
    this.#roles.set(showId, roles.set(personId, role));
    this.#outbox.changeRole(showId, personId, role);
  }

  forgetShow(showId: string): void {
    this.#roles.delete(showId);
  }
}
