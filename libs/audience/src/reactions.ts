import type { Clock } from '#kernel';
import type { Reaction, ServerEvent } from '#protocol';

const FAN_OUT_MS = 250;

/** Reactions are counted and told as counts: ten thousand a second are one small message four times a second. */
export class Reactions {
  readonly #clock: Clock;
  readonly #send: (event: ServerEvent) => void;
  #counts: Partial<Record<Reaction, number>> = {};
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, send: (event: ServerEvent) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  add(reaction: Reaction): void {
    this.#counts[reaction] = (this.#counts[reaction] ?? 0) + 1;
    this.#cancel ??= this.#clock.after(FAN_OUT_MS, () => this.#give());
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
