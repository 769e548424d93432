import type { Clock } from '#kernel';
import type { Reaction, ServerEvent } from '#protocol';
import { tellingMs } from './telling-ms.js';

/** Reactions are counted and told as counts: ten thousand a second are one small message a few times a second. */
export class Reactions {
  readonly #clock: Clock;
  readonly #send: (event: ServerEvent) => void;
  readonly #readers: () => number;
  #counts: Partial<Record<Reaction, number>> = {};
  #cancel: (() => void) | undefined;

  /** `readers`: how many are connected. */
  constructor(clock: Clock, readers: () => number, send: (event: ServerEvent) => void) {
    this.#clock = clock;
    this.#readers = readers;
    this.#send = send;
  }

  add(reaction: Reaction): void {
    this.#counts[reaction] = (this.#counts[reaction] ?? 0) + 1;
    this.#cancel ??= this.#clock.after(tellingMs(2 * this.#readers(), { leastMs: 250, mostMs: 1_000 }), () =>
      this.#give(),
    );
  }

  close(): void {
    this.#cancel?.();
  }

  #give(): void {
    const counts = this.#counts;
    this.#counts = {};
    this.#cancel = undefined;
    this.#send({ name: 'reaction.counts', data: { counts } });
  }
}
