import type { Clock } from '#kernel';
import type { ServerEvent } from '#protocol';

/** Into so many parts a show's sockets are split; in five thousand each has some three hundred. */
export const TURNS = 16;
/** An audience up to here gets everything at once, within a few milliseconds. */
const SMALL_AUDIENCE = 500;
/** From one part of the audience to the next. All have had their turn before the next chat messages come. */
const TURN_MS = 10;

/** What comes many times a second to everybody, and is no later for it than a message that is gathered a moment longer. */
const MAY_WAIT: readonly ServerEvent['name'][] = ['chat.messages', 'reaction.counts', 'audience.counted'];

interface Pending {
  event: ServerEvent;
  turn: number;
}

/**
 * Tells a large audience one part after the other. A frame for each of thousands of sockets keeps this process, and the
 * front behind it, busy for tens of milliseconds, in which no part of the show's video is handed out.
 */
export class CrowdTurns {
  readonly #clock: Clock;
  readonly #sendTo: (showId: string, turn: number, event: ServerEvent) => void;
  readonly #pending = new Map<string, Pending[]>();
  #isWaiting = false;

  constructor(clock: Clock, sendTo: (showId: string, turn: number, event: ServerEvent) => void) {
    this.#clock = clock;
    this.#sendTo = sendTo;
  }

  /** False for what has to go out at once. */
  take(showId: string, readers: number, event: ServerEvent): boolean {
    if (readers <= SMALL_AUDIENCE || !MAY_WAIT.includes(event.name)) return false;
    const pending = this.#pending.get(showId) ?? [];
    this.#pending.set(showId, pending);
    pending.push({ event, turn: 0 });
    if (!this.#isWaiting) this.#nextAfter(0);
    return true;
  }

  /** Nobody gets anything in another order: what waits goes before what cannot. */
  flush(showId: string): void {
    const pending = this.#pending.get(showId) ?? [];
    this.#pending.delete(showId);
    for (const each of pending) while (each.turn < TURNS) this.#tell(showId, each);
  }

  #nextAfter(delayMs: number): void {
    this.#isWaiting = true;
    this.#clock.after(delayMs, () => {
      this.#isWaiting = false;
      this.#next();
    });
  }

  #next(): void {
    for (const [showId, pending] of this.#pending) {
      for (const each of pending) this.#tell(showId, each);
      const left = pending.filter(({ turn }) => turn < TURNS);
      if (left.length === 0) this.#pending.delete(showId);
      else this.#pending.set(showId, left);
    }
    if (this.#pending.size > 0) this.#nextAfter(TURN_MS);
  }

  #tell(showId: string, pending: Pending): void {
    this.#sendTo(showId, pending.turn, pending.event);
    pending.turn += 1;
  }
}
