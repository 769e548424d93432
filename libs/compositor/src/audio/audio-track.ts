import { parseRtpPacket } from '#media';
import type { LipSync } from '../source/lip-sync.js';
import { TrackTiming } from '../source/track-timing.js';
import type { TrackOpening } from '../thread-messages.js';
import { MUSIC_DRIFT, SPEECH_DRIFT } from './drift-control.js';
import { HighPass } from './high-pass.js';
import { LIMITER_DELAY_SAMPLES } from './limiter.js';
import type { MixerChannel } from './mixer.js';
import { OpusSource } from './opus-source.js';
import { Voice } from './voice.js';

/** A tick's share of audio is needed whole at its beginning, and packets take a moment to cross over. */
const LEAD_MS = 60;

/** One audio track: packets in, at each tick its share of samples. */
export class AudioTrack implements MixerChannel {
  readonly opening: TrackOpening;
  readonly timing: TrackTiming;
  readonly isSpeech: boolean;
  readonly isBackground: boolean;
  readonly #source: OpusSource;
  readonly #voice: Voice;
  readonly #sync: LipSync;
  readonly #highPass = [new HighPass(), new HighPass()] as const;
  #isMusic = false;
  #heard: number | undefined;

  private constructor(opening: TrackOpening, source: OpusSource, sync: LipSync) {
    this.opening = opening;
    this.#source = source;
    this.#sync = sync;
    this.#voice = new Voice(source);
    this.timing = new TrackTiming(opening.clockRateHz, LEAD_MS);
    this.isBackground = opening.source === 'screen-sound';
    this.isSpeech = opening.source === 'microphone';
  }

  static async create(opening: TrackOpening, sync: LipSync): Promise<AudioTrack> {
    return new AudioTrack(opening, await OpusSource.create(), sync);
  }

  get concealedSamples(): number {
    return this.#voice.concealedSamples;
  }

  get latePackets(): number {
    return this.#voice.latePackets;
  }

  get driftPpm(): number {
    return this.#voice.driftPpm;
  }

  /** What is heard at the beginning of the tick, on the sender's clock. */
  get position(): number | undefined {
    return this.#heard;
  }

  setMusic(isMusic: boolean): void {
    this.#isMusic = isMusic;
    this.#voice.followDrift(isMusic || this.isBackground ? MUSIC_DRIFT : SPEECH_DRIFT);
  }

  packet(bytes: Uint8Array, arrivedMs: number): void {
    const packet = parseRtpPacket(bytes);
    if (!packet || packet.payload.length === 0) return;
    const at = this.timing.unwrap(packet.timestamp);
    this.timing.ready(at, arrivedMs);
    this.#voice.put({ at, data: packet.payload });
  }

  paused(isPaused: boolean): void {
    if (isPaused) this.#voice.hush();
  }

  render(localMs: number, left: Float32Array, right: Float32Array, count: number): void {
    const { position } = this.#voice;
    // What goes into the limiter now comes out of it a little later.
    this.#heard = position === undefined ? undefined : position - LIMITER_DELAY_SAMPLES;
    this.#voice.render(this.#sync.playedAt(this.timing, localMs), left, right, count);
    this.timing.isQuiet = this.#voice.isSilent;
    if (this.#isMusic || this.isBackground) return;
    this.#filter(left, right, count);
  }

  #filter(left: Float32Array, right: Float32Array, count: number): void {
    const [first, second] = this.#highPass;
    first.process(left, count);
    if (this.#voice.isMono) {
      right.set(left.subarray(0, count));
      second.follow(first);
    } else second.process(right, count);
  }

  close(): void {
    this.#source.free();
  }
}
