import { Ducking } from './ducking.js';
import { Limiter } from './limiter.js';

/** What the mixer needs of a source of audio. */
export interface MixerChannel {
  readonly isSpeech: boolean;
  /** Ducked under speech. */
  readonly isBackground: boolean;
  /** Fills `count` samples for this moment. */
  render(localMs: number, left: Float32Array, right: Float32Array, count: number): void;
}

/** What a microphone says, where it is heard. */
export type HearSpeech = (id: string, left: Float32Array, right: Float32Array, count: number) => void;

interface Strip {
  channel: MixerChannel;
  /** What it was at the end of the last tick. */
  gain: number;
  target: number;
  /** Leaves the mixer once it has faded. */
  isLeaving: boolean;
  onGone?: () => void;
  level: number;
}

/** What is left of a shared screen's audio while a participant speaks. */
const DUCKED = 0.25;

/** Sums all channels. Gains move in ramps of one tick, so nobody comes or goes with a click. */
export class Mixer {
  readonly #strips = new Map<string, Strip>();
  readonly #limiter = new Limiter();
  #ducking: Ducking | undefined;
  #isMuted = false;
  #hearSpeech: HearSpeech | undefined;
  #left = new Float32Array(0);
  #right = new Float32Array(0);
  #sumLeft = new Float32Array(0);
  #sumRight = new Float32Array(0);

  setDucking(isOn: boolean): void {
    if (!isOn) this.#ducking = undefined;
    else this.#ducking ??= new Ducking({ depth: DUCKED });
  }

  add(id: string, channel: MixerChannel, gain: number): void {
    // A channel that returns while it fades goes on from where the fade is.
    const from = this.#strips.get(id)?.gain ?? 0;
    this.#strips.set(id, { channel, gain: from, target: gain, isLeaving: false, level: 0 });
  }

  /** For a slate, which nobody backstage is to be heard through. */
  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
  }

  /** Told of each microphone at each tick in which anybody hears it. */
  listen(hear: HearSpeech | undefined): void {
    this.#hearSpeech = hear;
  }

  setGain(id: string, gain: number): void {
    const strip = this.#strips.get(id);
    if (strip && !strip.isLeaving) strip.target = gain;
  }

  has(id: string): boolean {
    return this.#strips.get(id)?.isLeaving === false;
  }

  /** Fades out within a tick, then is gone and not asked again. */
  remove(id: string, onGone: () => void = () => undefined): void {
    const strip = this.#strips.get(id);
    if (strip) {
      strip.isLeaving = true;
      strip.onGone = onGone;
    } else onGone();
  }

  /** How loud it was in the last tick, before its gain. */
  levelOf(id: string): number {
    return this.#strips.get(id)?.level ?? 0;
  }

  /** Writes `count` interleaved stereo samples. */
  render(localMs: number, count: number, elapsedMs: number, out: Float32Array): void {
    this.#reserve(count);
    this.#sumLeft.fill(0, 0, count);
    this.#sumRight.fill(0, 0, count);
    let speech = 0;
    for (const strip of this.#strips.values()) {
      if (strip.channel.isSpeech) speech = Math.max(speech, strip.level * strip.target);
    }
    const ducked = this.#ducking?.step(speech, elapsedMs) ?? 1;
    for (const [id, strip] of this.#strips) {
      this.#addStrip(id, strip, localMs, count, ducked);
      if (strip.isLeaving && strip.gain === 0) {
        this.#strips.delete(id);
        strip.onGone?.();
      }
    }
    this.#limiter.process(this.#sumLeft, this.#sumRight, count);
    for (let i = 0; i < count; i += 1) {
      out[2 * i] = this.#sumLeft[i] as number;
      out[2 * i + 1] = this.#sumRight[i] as number;
    }
  }

  #addStrip(id: string, strip: Strip, localMs: number, count: number, ducked: number): void {
    const left = this.#left;
    const right = this.#right;
    strip.channel.render(localMs, left, right, count);
    const wanted =
      strip.isLeaving || this.#isMuted ? 0 : strip.target * (strip.channel.isBackground ? ducked : 1);
    if (strip.channel.isSpeech && (wanted > 0 || strip.gain > 0)) this.#hearSpeech?.(id, left, right, count);
    const step = (wanted - strip.gain) / count;
    let gain = strip.gain;
    let energy = 0;
    for (let i = 0; i < count; i += 1) {
      gain += step;
      const l = left[i] as number;
      const r = right[i] as number;
      energy += l * l + r * r;
      this.#sumLeft[i] = (this.#sumLeft[i] as number) + l * gain;
      this.#sumRight[i] = (this.#sumRight[i] as number) + r * gain;
    }
    strip.gain = wanted;
    strip.level = Math.sqrt(energy / (2 * count));
  }

  #reserve(count: number): void {
    if (this.#left.length >= count) return;
    this.#left = new Float32Array(count);
    this.#right = new Float32Array(count);
    this.#sumLeft = new Float32Array(count);
    this.#sumRight = new Float32Array(count);
  }
}
