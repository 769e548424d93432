import { SAMPLE_RATE_HZ } from '../settings.js';

export interface SpeechPiece {
  participantId: string;
  /** Of the programme, in samples of its own rate: where the first one was heard. */
  firstSample: number;
  /** 16 kHz, one channel. */
  samples: Int16Array<ArrayBuffer>;
}

/** Three samples become one. */
const EVERY = 3;
export const SPEECH_RATE_HZ = SAMPLE_RATE_HZ / EVERY;
/** 40 ms, a little more than a tick: each caption is late by what the last word waits here. */
const PIECE_SAMPLES = SPEECH_RATE_HZ / 25;
const LARGEST = 32_767;

/** Low-pass below 7 kHz (a windowed sinc): what lies above would be heard as something else at 16 kHz. */
const TAPS = 31;
const CUT_OFF = 7_000 / SAMPLE_RATE_HZ;
const KERNEL = kernel();

interface Voice {
  /** The last samples before those that come, one channel at 48 kHz. */
  tail: Float32Array;
  /** How many of the samples that come are passed over before the next one that counts. */
  phase: number;
  piece: Int16Array<ArrayBuffer>;
  used: number;
  firstSample: number;
  nextSample: number;
}

/** What each microphone says in the programme, as speech engines want it. Silent ones cost nothing. */
export class SpeechTap {
  readonly #give: (piece: SpeechPiece) => void;
  readonly #voices = new Map<string, Voice>();
  #mono = new Float32Array(0);

  constructor(give: (piece: SpeechPiece) => void) {
    this.#give = give;
  }

  /** One tick of a microphone that is heard. */
  hear(
    participantId: string,
    firstSample: number,
    left: Float32Array,
    right: Float32Array,
    count: number,
  ): void {
    let voice = this.#voices.get(participantId);
    if (voice && voice.nextSample !== firstSample) {
      this.#flush(participantId, voice);
      voice = undefined;
    }
    voice ??= fresh(firstSample);
    this.#voices.set(participantId, voice);
    voice.nextSample = firstSample + count;
    const mono = this.#join(voice, left, right, count);
    for (; voice.phase < count; voice.phase += EVERY) {
      if (voice.used === 0) voice.firstSample = firstSample + voice.phase;
      voice.piece[voice.used] = sampleAt(mono, voice.phase);
      voice.used += 1;
      if (voice.used === PIECE_SAMPLES) this.#flush(participantId, voice);
    }
    voice.phase -= count;
    voice.tail.set(mono.subarray(count, count + TAPS - 1));
  }

  /** Those whose last tick was before this one are heard no more: what is left of them is given. */
  keepOnly(sample: number): void {
    for (const [participantId, voice] of this.#voices) {
      if (voice.nextSample >= sample) continue;
      this.#flush(participantId, voice);
      this.#voices.delete(participantId);
    }
  }

  /** The tail, then what comes. */
  #join({ tail }: Voice, left: Float32Array, right: Float32Array, count: number): Float32Array {
    const needed = tail.length + count;
    if (this.#mono.length < needed) this.#mono = new Float32Array(needed);
    const mono = this.#mono;
    mono.set(tail);
    for (let i = 0; i < count; i += 1)
      mono[tail.length + i] = ((left[i] as number) + (right[i] as number)) / 2;
    return mono;
  }

  #flush(participantId: string, voice: Voice): void {
    if (voice.used === 0) return;
    const samples = voice.piece.slice(0, voice.used);
    this.#give({ participantId, firstSample: voice.firstSample, samples });
    voice.used = 0;
  }
}

const fresh = (firstSample: number): Voice => ({
  tail: new Float32Array(TAPS - 1),
  phase: 0,
  piece: new Int16Array(PIECE_SAMPLES),
  used: 0,
  firstSample,
  nextSample: firstSample,
});

function sampleAt(mono: Float32Array, at: number): number {
  let sum = 0;
  for (let tap = 0; tap < TAPS; tap += 1) sum += (mono[at + tap] as number) * (KERNEL[tap] as number);
  return Math.max(-LARGEST, Math.min(LARGEST, Math.round(sum * LARGEST)));
}

function kernel(): Float32Array {
  const middle = (TAPS - 1) / 2;
  const weights = Float32Array.from({ length: TAPS }, (_, tap) => {
    const x = tap - middle;
    const sinc = x === 0 ? 2 * CUT_OFF : Math.sin(2 * Math.PI * CUT_OFF * x) / (Math.PI * x);
    return sinc * (0.54 + 0.46 * Math.cos((Math.PI * x) / middle));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
