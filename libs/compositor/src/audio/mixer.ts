import { Ducking } from './ducking.js';
import type { Loudness } from './loudness-meter.js';
import { Master } from './master.js';

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
  /** What they were at the end of the last tick. */
  gainLeft: number;
  gainRight: number;
  target: number;
  /** -1 is left only, 1 is right only. */
  pan: number;
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
  readonly #master = new Master();
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

  /** Compressor and gain towards -16 LUFS. */
  setLevelling(isOn: boolean): void {
    this.#master.setLevelling(isOn);
  }

  /** Of the mix as it is delivered. */
  get loudness(): Loudness & { gainDb: number } {
    return this.#master.loudness;
  }

  add(id: string, channel: MixerChannel, gain: number, pan = 0): void {
    // A channel that returns while it fades goes on from where the fade is.
    const before = this.#strips.get(id);
    const { gainLeft = 0, gainRight = 0 } = before ?? {};
    this.#strips.set(id, { channel, gainLeft, gainRight, target: gain, pan, isLeaving: false, level: 0 });
    if (before?.channel !== channel) before?.onGone?.();
  }

  /** For a slate, which nobody backstage is to be heard through. */
  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
  }

  /** Told of each microphone at each tick in which anybody hears it. */
  listen(hear: HearSpeech | undefined): void {
    this.#hearSpeech = hear;
  }

  setGain(id: string, gain: number, pan = 0): void {
    const strip = this.#strips.get(id);
    if (!strip || strip.isLeaving) return;
    strip.target = gain;
    strip.pan = pan;
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
      if (strip.isLeaving && strip.gainLeft === 0 && strip.gainRight === 0) {
        this.#strips.delete(id);
        strip.onGone?.();
      }
    }
    this.#master.process(this.#sumLeft, this.#sumRight, count, elapsedMs);
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
    const isHeard = wanted > 0 || strip.gainLeft > 0 || strip.gainRight > 0;
    if (strip.channel.isSpeech && isHeard) this.#hearSpeech?.(id, left, right, count);
    // In the middle both sides are as sent: a balance, which leaves stereo sources in place.
    const wantedLeft = wanted * Math.min(1, 1 - strip.pan);
    const wantedRight = wanted * Math.min(1, 1 + strip.pan);
    let { gainLeft, gainRight } = strip;
    const stepLeft = (wantedLeft - gainLeft) / count;
    const stepRight = (wantedRight - gainRight) / count;
    let energy = 0;
    for (let i = 0; i < count; i += 1) {
      gainLeft += stepLeft;
      gainRight += stepRight;
      const l = left[i] as number;
      const r = right[i] as number;
      energy += l * l + r * r;
      this.#sumLeft[i] = (this.#sumLeft[i] as number) + l * gainLeft;
      this.#sumRight[i] = (this.#sumRight[i] as number) + r * gainRight;
    }
    strip.gainLeft = wantedLeft;
    strip.gainRight = wantedRight;
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
