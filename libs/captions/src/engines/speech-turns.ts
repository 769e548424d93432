import { SPEECH_RATE_HZ } from '../speech-engine.js';

/** Of the largest value of a sample: below it nobody is taken to speak. */
const LOUD = 500;
/** Sent of what was before the first loud samples: words begin softly. */
const BEFORE_SAMPLES = 0.3 * SPEECH_RATE_HZ;
/** So much quiet audio ends a turn. */
const PAUSE_SAMPLES = 0.4 * SPEECH_RATE_HZ;
/** A speaker who makes no pause is understood piece by piece. */
const LONGEST_SAMPLES = 12 * SPEECH_RATE_HZ;

/** What becomes of the audio of one microphone. Seconds are of the stream, silence included. */
export interface TurnListener {
  began(atSeconds: number): void;
  audio(samples: Int16Array): void;
  ended(atSeconds: number): void;
}

/** Cuts a stream into turns of speech; silence between them is left out. */
export class SpeechTurns {
  readonly #listener: TurnListener;
  #before: Int16Array[] = [];
  #given = 0;
  #begunAt: number | undefined;
  #loudAt = 0;

  constructor(listener: TurnListener) {
    this.#listener = listener;
  }

  get givenSeconds(): number {
    return this.#given / SPEECH_RATE_HZ;
  }

  hear(samples: Int16Array): void {
    const isLoud = samples.some((sample) => Math.abs(sample) > LOUD);
    if (this.#begunAt === undefined && !isLoud) this.#keepBefore(samples);
    else {
      this.#begin();
      this.#listener.audio(samples);
    }
    this.#given += samples.length;
    if (isLoud) this.#loudAt = this.#given;
    const isQuiet = this.#given - this.#loudAt >= PAUSE_SAMPLES;
    const isLong = this.#given - (this.#begunAt ?? this.#given) >= LONGEST_SAMPLES;
    if (isQuiet || isLong) this.end();
  }

  /** Such as when the microphone was muted: no pause is heard then. */
  end(): void {
    if (this.#begunAt === undefined) return;
    this.#begunAt = undefined;
    this.#listener.ended(this.#loudAt / SPEECH_RATE_HZ);
  }

  #begin(): void {
    if (this.#begunAt !== undefined) return;
    const before = this.#before.splice(0);
    this.#begunAt = this.#given - before.reduce((sum, { length }) => sum + length, 0);
    this.#listener.began(this.#begunAt / SPEECH_RATE_HZ);
    for (const samples of before) this.#listener.audio(samples);
  }

  #keepBefore(samples: Int16Array): void {
    // The samples may be reused after this call.
    this.#before.push(samples.slice());
    let kept = this.#before.reduce((sum, { length }) => sum + length, 0);
    while (kept > BEFORE_SAMPLES) kept -= this.#before.shift()?.length ?? 0;
  }
}
