import type { Clock } from '#kernel';

export interface LivenessWatchOptions {
  everyMs: number;
  /** From its first word until its start is over. */
  startingMs: number;
  /** After its start. */
  silentMs: number;
  clock: Clock;
  /** Once, unless the watch was closed before. */
  onSilent(): void;
}

/**
 * Notices a process that lives and says nothing. Time counts by the ticks of this process, each for one period: on a
 * machine so busy that the watch itself does not run, nobody is blamed. Counts from the first word on; a start loads
 * code and opens files within one turn of its event loop, which is no hang.
 */
export class LivenessWatch {
  readonly #options: LivenessWatchOptions;
  #cancel: () => void = () => undefined;
  #silentTicks = 0;
  #isBegun = false;
  #isOpen = false;

  constructor(options: LivenessWatchOptions) {
    this.#options = options;
  }

  heard(): void {
    this.#silentTicks = 0;
    if (this.#isBegun) return;
    this.#isBegun = true;
    this.#cancel = this.#options.clock.every(this.#options.everyMs, () => this.#tick());
  }

  /** Its start is over: the short limit counts. */
  opened(): void {
    this.#isOpen = true;
    this.heard();
  }

  close(): void {
    this.#isBegun = true;
    this.#cancel();
  }

  #tick(): void {
    const { everyMs, startingMs, silentMs, onSilent } = this.#options;
    this.#silentTicks += 1;
    if (this.#silentTicks * everyMs < (this.#isOpen ? silentMs : startingMs)) return;
    this.close();
    onSilent();
  }
}
