import type { Clock } from '../clock.js';
import { OwnTime, type ReadState } from './own-time.js';

export interface LivenessWatchOptions {
  everyMs: number;
  /** From its first word until its start is over. */
  startingMs: number;
  /** After its start. */
  silentMs: number;
  clock: Clock;
  /** How the process fares on this machine; without it all time counts. */
  readState?: ReadState;
  /** Once, unless the watch was closed before. */
  onSilent(): void;
}

/** A process that gets no processor at all helps nobody: after so many times its limit it is hung all the same. */
const STARVED_TIMES = 8;
/** So long its silence is nothing yet, and the system is not asked. */
const SUSPECT_TICKS = 2;

/**
 * Notices a process that lives and says nothing. Time counts by the ticks of this process, each for one period: on a
 * machine so busy that the watch itself does not run, nobody is blamed. Nor is the process for what it waited for a
 * processor: only its own time counts against the limit. Counts from the first word on; a start loads code and opens
 * files within one turn of its event loop, which is no hang.
 */
export class LivenessWatch {
  readonly #options: LivenessWatchOptions;
  #cancel: () => void = () => undefined;
  #ownTime: OwnTime | undefined;
  #silentTicks = 0;
  #silentOwnMs = 0;
  #isBegun = false;
  #isOpen = false;

  constructor(options: LivenessWatchOptions) {
    this.#options = options;
  }

  heard(): void {
    this.#silentTicks = 0;
    this.#silentOwnMs = 0;
    this.#ownTime = undefined;
    if (this.#isBegun) return;
    this.#isBegun = true;
    const { clock, everyMs } = this.#options;
    this.#cancel = clock.every(everyMs, () => this.#tick());
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
    const { everyMs, startingMs, silentMs, readState, onSilent } = this.#options;
    const limitMs = this.#isOpen ? silentMs : startingMs;
    this.#silentTicks += 1;
    this.#silentOwnMs += this.#ownTime?.since(everyMs) ?? everyMs;
    if (readState && this.#silentTicks === SUSPECT_TICKS) this.#ownTime = new OwnTime(readState);
    if (this.#silentOwnMs < limitMs && this.#silentTicks * everyMs < limitMs * STARVED_TIMES) return;
    this.close();
    onSilent();
  }
}
