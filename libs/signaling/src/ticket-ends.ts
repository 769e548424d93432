import type { Clock } from '#kernel';
import type { SignalSession } from './signal-session.js';

/** The longest that a timer of Node waits; a ticket may last longer. */
const TIMER_LIMIT_MS = 2 ** 31 - 1;

/** A socket does not outlive its newest ticket. */
export class TicketEnds {
  readonly #clock: Clock;
  readonly #expire: (session: SignalSession) => void;
  /** How each socket stops waiting for the end of the ticket that it has now. */
  readonly #waiting = new WeakMap<SignalSession, () => void>();

  constructor(clock: Clock, expire: (session: SignalSession) => void) {
    this.#clock = clock;
    this.#expire = expire;
  }

  /** Instead of any earlier end; without one the socket has none. */
  set(session: SignalSession, expiresAtMs: number | undefined): void {
    this.#waiting.get(session)?.();
    this.#waiting.delete(session);
    // Closed meanwhile: there is nothing to wait for.
    if (expiresAtMs !== undefined && !session.isGone) this.#await(session, expiresAtMs);
  }

  #await(session: SignalSession, expiresAtMs: number): void {
    const leftMs = expiresAtMs - this.#clock.wallMs();
    if (leftMs <= 0) {
      this.#expire(session);
      return;
    }
    const cancel = this.#clock.after(Math.min(leftMs, TIMER_LIMIT_MS), () => {
      forget();
      this.#await(session, expiresAtMs);
    });
    const forget = session.whenGone(cancel);
    this.#waiting.set(session, () => {
      cancel();
      forget();
    });
  }
}
