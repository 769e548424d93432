import type { Clock } from '#kernel';

export interface LivenessWatchOptions {
  everyMs: number;
  silentMs: number;
  clock: Clock;
  /** Once, unless the watch was closed before. */
  onSilent(): void;
}

/**
 * Notices a process that lives and says nothing. Time counts by the ticks of this process, each for one period: on a
 * machine so busy that the watch itself does not run, nobody is blamed. Counts from the first word on.
 */
export class LivenessWatch {
  readonly #options: LivenessWatchOptions;
  #cancel: () => void = () => undefined;
  #silentTicks = 0;
  #isBegun = false;

  constructor(options: LivenessWatchOptions) {
    this.#options = options;
  }

  heard(): void {
    this.#silentTicks = 0;
    if (this.#isBegun) return;
    this.#isBegun = true;
    this.#cancel = this.#options.clock.every(this.#options.everyMs, () => this.#tick());
  }

  close(): void {
    this.#isBegun = true;
    this.#cancel();
  }

  #tick(): void {
    const { everyMs, silentMs, onSilent } = this.#options;
    this.#silentTicks += 1;
    if (this.#silentTicks * everyMs < silentMs) return;
    this.close();
    onSilent();
  }
}
