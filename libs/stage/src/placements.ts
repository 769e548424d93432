import { TypedEvents } from '#kernel';
import type { Role } from '#protocol';

/** By person: true on stage, false backstage. */
export type PlacedPeople = Readonly<Record<string, boolean>>;

/**
 * Who was put on the stage or sent backstage. Kept by person, so that a lost connection or a restart changes nothing.
 * Hosts begin on the stage; a guest waits backstage for a host.
 */
export class Placements {
  readonly events = new TypedEvents<{ changed: PlacedPeople }>();
  readonly #placed = new Map<string, boolean>();

  isBackstage({ personId, role }: { personId: string; role: Role }): boolean {
    return !(this.#placed.get(personId) ?? role !== 'guest');
  }

  put(personId: string, onStage: boolean): void {
    if (this.#placed.get(personId) === onStage) return;
    this.#placed.set(personId, onStage);
    this.#tell();
  }

  /** The person left or was removed: the next arrival is like the first. */
  forget(personId: string): void {
    if (this.#placed.delete(personId)) this.#tell();
  }

  /** What was known before a restart, below all that has become known since. */
  restore(placed: PlacedPeople): void {
    for (const [personId, onStage] of Object.entries(placed))
      if (!this.#placed.has(personId)) this.#placed.set(personId, onStage);
  }

  #tell(): void {
    this.events.emit('changed', Object.fromEntries(this.#placed));
  }
}
