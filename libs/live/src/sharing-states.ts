import { TypedEvents } from '#kernel';
import type { FromOutputs } from '#outputs';

type Told = Extract<FromOutputs, { kind: 'sharing' }>;

export interface SharingStatesEvents {
  /** The object store takes what a show on air publishes no more, or again. */
  changed: { showId: string; state: Told['state'] };
  told: Told;
}

/** Whether the next node could go on with the recordings of shows on air here. */
export class SharingStates {
  readonly events = new TypedEvents<SharingStatesEvents>();
  readonly #states = new Map<string, Told['state']>();

  hear(said: FromOutputs): void {
    if (said.kind !== 'sharing') return;
    const { showId, state } = said;
    const before = this.#states.get(showId) ?? 'working';
    this.#states.set(showId, state);
    this.events.emit('told', said);
    if (state !== before) this.events.emit('changed', { showId, state });
  }

  forget(showId: string): void {
    this.#states.delete(showId);
  }
}
