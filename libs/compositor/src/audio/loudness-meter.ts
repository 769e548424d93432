import { KWeighting } from './k-weighting.js';
import { peakOf } from './peak-of.js';

export interface Loudness {
  /** The last 400 ms, in LUFS. */
  momentary: number;
  /** The last 3 s, in LUFS. */
  shortTerm: number;
  /** Since the start, without silence and pauses (both gates of BS.1770), in LUFS; nothing before 400 ms were heard. */
  integrated: number | undefined;
  /** The largest sample of the last 3 s, in dBFS. */
  peakDb: number;
}

const BLOCK_SAMPLES = 4_800;
const MOMENTARY_BLOCKS = 4;
const SHORT_TERM_BLOCKS = 30;
const OFFSET_DB = -0.691;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
/** Blocks are counted in tenths of a LU, so that a show of days needs no more memory than a minute. */
const BINS_A_LU = 10;
const HIGHEST_LUFS = 10;
const BINS = (HIGHEST_LUFS - ABSOLUTE_GATE_LUFS) * BINS_A_LU;
/** What silence is called. */
export const SILENCE_LUFS = -120;

const lufsOf = (power: number): number =>
  power <= 0 ? SILENCE_LUFS : Math.max(SILENCE_LUFS, OFFSET_DB + 10 * Math.log10(power));

/** Loudness of stereo audio at 48 kHz by EBU R 128: blocks of 100 ms, so that 400 ms windows overlap by three quarters. */
export class LoudnessMeter {
  readonly #left = new KWeighting();
  readonly #right = new KWeighting();
  /** Mean square of both channels together, newest last. */
  readonly #blocks: number[] = [];
  readonly #peaks: number[] = [];
  readonly #counts = new Uint32Array(BINS);
  readonly #powers = new Float64Array(BINS);
  #energy = 0;
  #peak = 0;
  #filled = 0;

  /** The next piece of the audio. */
  push(left: Float32Array, right: Float32Array, count: number): void {
    for (let at = 0; at < count; ) {
      const length = Math.min(count - at, BLOCK_SAMPLES - this.#filled);
      this.#take(left.subarray(at, at + length), right.subarray(at, at + length), length);
      at += length;
    }
  }

  get momentary(): number {
    return lufsOf(this.#meanPower(MOMENTARY_BLOCKS));
  }

  get shortTerm(): number {
    return lufsOf(this.#meanPower(SHORT_TERM_BLOCKS));
  }

  read(): Loudness {
    return {
      momentary: this.momentary,
      shortTerm: this.shortTerm,
      integrated: this.#integrated(),
      peakDb: Math.max(SILENCE_LUFS, 20 * Math.log10(Math.max(0, ...this.#peaks))),
    };
  }

  #take(left: Float32Array, right: Float32Array, count: number): void {
    this.#energy += this.#left.energy(left, count) + this.#right.energy(right, count);
    this.#peak = Math.max(this.#peak, peakOf(left, count), peakOf(right, count));
    this.#filled += count;
    if (this.#filled === BLOCK_SAMPLES) this.#endBlock();
  }

  #endBlock(): void {
    this.#blocks.push(this.#energy / BLOCK_SAMPLES);
    this.#peaks.push(this.#peak);
    if (this.#blocks.length > SHORT_TERM_BLOCKS) this.#blocks.shift();
    if (this.#peaks.length > SHORT_TERM_BLOCKS) this.#peaks.shift();
    [this.#energy, this.#peak, this.#filled] = [0, 0, 0];
    if (this.#blocks.length >= MOMENTARY_BLOCKS) this.#note(this.#meanPower(MOMENTARY_BLOCKS));
  }

  #note(power: number): void {
    const lufs = lufsOf(power);
    if (lufs < ABSOLUTE_GATE_LUFS) return;
    const bin = Math.min(BINS - 1, Math.floor((lufs - ABSOLUTE_GATE_LUFS) * BINS_A_LU));
    this.#counts[bin] = (this.#counts[bin] as number) + 1;
    this.#powers[bin] = (this.#powers[bin] as number) + power;
  }

  #integrated(): number | undefined {
    const ungated = this.#meanAbove(ABSOLUTE_GATE_LUFS);
    return ungated === undefined ? undefined : this.#meanAbove(ungated + RELATIVE_GATE_LU);
  }

  #meanAbove(gateLufs: number): number | undefined {
    const first = Math.max(0, Math.floor((gateLufs - ABSOLUTE_GATE_LUFS) * BINS_A_LU));
    let count = 0;
    let power = 0;
    for (let bin = first; bin < BINS; bin += 1) {
      count += this.#counts[bin] as number;
      power += this.#powers[bin] as number;
    }
    return count === 0 ? undefined : lufsOf(power / count);
  }

  #meanPower(blocks: number): number {
    const wanted = this.#blocks.slice(-blocks);
    return wanted.length === 0 ? 0 : wanted.reduce((sum, power) => sum + power, 0) / wanted.length;
  }
}
