import type { Clock } from '#kernel';
import type { Reaction, ServerEvent } from '#protocol';
import { tellingMs } from './telling-ms.js';

export interface ReactionsOptions {
  clock: Clock;
  /** How many are connected. */
  readers(): number;
  programmeMs(): number;
  send(event: ServerEvent): void;
}

/** Reactions are counted and told as counts: ten thousand a second are one small message a few times a second. */
export class Reactions {
  readonly #options: ReactionsOptions;
  #counts: Partial<Record<Reaction, number>> = {};
  #cancel: (() => void) | undefined;

  constructor(options: ReactionsOptions) {
    this.#options = options;
  }

  add(reaction: Reaction): void {
    this.#counts[reaction] = (this.#counts[reaction] ?? 0) + 1;
    const { clock, readers, programmeMs } = this.#options;
    if (this.#cancel !== undefined) return;
    const gatherMs = tellingMs(2 * readers(), { leastMs: 250, mostMs: 1_000 });
    // The middle of the time in which they were gathered.
    const atMs = programmeMs() + Math.round(gatherMs / 2);
    this.#cancel = clock.after(gatherMs, () => this.#give(atMs));
  }

  close(): void {
    this.#cancel?.();
  }

  #give(programmeMs: number): void {
    const counts = this.#counts;
    this.#counts = {};
    this.#cancel = undefined;
    this.#options.send({ name: 'reaction.counts', data: { counts, programmeMs } });
  }
}
