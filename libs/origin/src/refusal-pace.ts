import { NetworkPace } from '#access';
import type { Clock } from '#kernel';

/** Some hundred players behind one address that all miss a part, or wait for a show that has not begun. */
const REFUSALS = { burst: 500, perSecond: 50 };

/** Refusals of a network that gets many wait a second each: a client that asks again at once costs next to nothing. */
export class RefusalPace {
  readonly #clock: Clock;
  readonly #pace: NetworkPace;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#pace = new NetworkPace(clock, REFUSALS);
  }

  /** Calls `send`, now or later; not at all where the client has left by then. */
  pass(
    client: string,
    response: { once(name: 'close', listener: () => void): unknown },
    send: () => void,
  ): void {
    const delayMs = this.#pace.delayMs(client);
    if (delayMs === 0) send();
    else response.once('close', this.#clock.after(delayMs, send));
  }
}
