import type { SpeechEngine, SpeechListener, SpeechStream } from '#captions';
import type { Clock } from '#kernel';

const RATE_HZ = 16_000;
const LOUD = 1_000;
/** A zero crossing is no pause. */
const QUIET_SAMPLES = 320;

export interface BeepEngineOptions {
  /** From when a beep is known to be over. */
  answersAfterMs: number;
  clock: Clock;
}

/** What `onset-engine.mjs` does, on a clock of the test's own: a word for each beep. */
export class BeepEngine implements SpeechEngine {
  readonly #options: BeepEngineOptions;

  constructor(options: BeepEngineOptions) {
    this.#options = options;
  }

  open(listener: SpeechListener): SpeechStream {
    return new BeepStream(this.#options, listener);
  }
}

class BeepStream implements SpeechStream {
  readonly #options: BeepEngineOptions;
  readonly #listener: SpeechListener;
  #at = 0;
  #beep: { start: number; end: number } | undefined;
  #isClosed = false;

  constructor(options: BeepEngineOptions, listener: SpeechListener) {
    this.#options = options;
    this.#listener = listener;
  }

  write(samples: Int16Array): boolean {
    for (const sample of samples) {
      this.#hear(Math.abs(sample) > LOUD);
      this.#at += 1;
    }
    return true;
  }

  close(): void {
    this.#isClosed = true;
  }

  #hear(isLoud: boolean): void {
    const beep = this.#beep;
    if (isLoud) this.#beep = { start: beep?.start ?? this.#at, end: this.#at };
    else if (beep && this.#at - beep.end > QUIET_SAMPLES) {
      this.#beep = undefined;
      this.#answer(beep.start / RATE_HZ, beep.end / RATE_HZ);
    }
  }

  #answer(startSeconds: number, endSeconds: number): void {
    const { clock, answersAfterMs } = this.#options;
    clock.after(answersAfterMs, () => {
      if (!this.#isClosed)
        this.#listener.heard({ isFinal: true, words: [{ text: 'beep', startSeconds, endSeconds }] });
    });
  }
}
