import { opusPacketSamples } from '#media';
import { Concealment } from './concealment.js';
import { DriftControl, type DriftOptions, SPEECH_DRIFT } from './drift-control.js';
import type { DecodedAudio } from './opus-source.js';
import { PacketQueue, type QueuedPacket } from './packet-queue.js';
import { PcmRing } from './pcm-ring.js';
import { RESAMPLER_REACH, resample } from './resampler.js';

/** Two thirds of a second: more than any delay that is held. */
const RING_SAMPLES = 32_768;
const CONCEAL_STEP = 480;
/** A jump to another place is blended over 5 ms. */
const JUMP_SAMPLES = 240;
/** Further ahead than this the audio between is not worth decoding. */
const FAR_SAMPLES = 9_600;
/** -48 dB: a pause between words, in which a jump that is blended over is not heard. */
const SILENCE = 0.004;

const lengthOf = (packet: QueuedPacket): number => opusPacketSamples(packet.data) ?? 0;

export interface VoiceDecoder {
  decode(packet: Uint8Array): DecodedAudio | undefined;
}

/**
 * One microphone: packets in at the sender's pace, at each tick exactly as many samples as asked, at ours.
 * Packets are decoded when their moment comes; what is not there by then is made up and fades.
 */
export class Voice {
  readonly #decoder: VoiceDecoder;
  readonly #packets = new PacketQueue();
  readonly #ring = new PcmRing(RING_SAMPLES);
  readonly #concealment = new Concealment();
  readonly #drift = new DriftControl(SPEECH_DRIFT);
  readonly #madeLeft = new Float32Array(CONCEAL_STEP);
  readonly #madeRight = new Float32Array(CONCEAL_STEP);
  readonly #tailLeft = new Float32Array(JUMP_SAMPLES);
  readonly #tailRight = new Float32Array(JUMP_SAMPLES);
  /** The sample that is played next, on the sender's clock, with a fraction. */
  #position: number | undefined;
  #concealed = 0;
  #peak = 0;
  #hasAudio = false;
  #isMono = true;

  constructor(decoder: VoiceDecoder) {
    this.#decoder = decoder;
  }

  /** Samples made up while the voice was on. */
  get concealedSamples(): number {
    return this.#concealed;
  }

  get latePackets(): number {
    return this.#packets.dropped;
  }

  get driftPpm(): number {
    return this.#drift.driftPpm;
  }

  get isSilent(): boolean {
    return this.#peak < SILENCE;
  }

  /** Both channels of what it rendered last are the same. */
  get isMono(): boolean {
    return this.#isMono;
  }

  /** Where it plays, on the sender's clock. */
  get position(): number | undefined {
    return this.#position;
  }

  followDrift(options: DriftOptions): void {
    this.#drift.use(options);
  }

  put(packet: QueuedPacket): void {
    this.#packets.put(packet);
  }

  /** The voice was switched off: what is waiting is not for later. */
  hush(): void {
    this.#packets.clear();
  }

  /** Fills `count` samples that should begin at sample `wanted` of the sender. */
  render(wanted: number | undefined, left: Float32Array, right: Float32Array, count: number): void {
    if (wanted === undefined) {
      left.fill(0, 0, count);
      right.fill(0, 0, count);
      this.#peak = 0;
      this.#isMono = true;
      return;
    }
    const wasMono = this.#ring.isMono;
    this.#position ??= this.#startAt(wanted);
    const step = this.#drift.step(wanted - this.#position, count, this.isSilent);
    if (step.kind === 'jump') this.#jump(wanted, left, right, count);
    else this.#read(step.ratio, left, right, count);
    // A jump may leave what was not mono, and blends with it.
    this.#isMono = wasMono && this.#ring.isMono;
    this.#measure(left, right, count);
  }

  #startAt(wanted: number): number {
    this.#restart(Math.floor(wanted));
    return wanted;
  }

  #restart(at: number): void {
    this.#packets.skipTo(at, lengthOf);
    const first = this.#packets.first;
    this.#ring.restart(first && first.at < at ? first.at : at);
    this.#concealment.reset();
    this.#hasAudio = false;
  }

  #jump(wanted: number, left: Float32Array, right: Float32Array, count: number): void {
    const blend = Math.min(JUMP_SAMPLES, count);
    this.#read(1, this.#tailLeft, this.#tailRight, blend);
    const isHeld = wanted - RESAMPLER_REACH > this.#ring.start && wanted < this.#ring.end + FAR_SAMPLES;
    if (!isHeld) this.#restart(Math.floor(wanted));
    this.#position = wanted;
    this.#read(1, left, right, count);
    for (let i = 0; i < blend; i += 1) {
      const weight = (i + 1) / blend;
      left[i] = (left[i] as number) * weight + (this.#tailLeft[i] as number) * (1 - weight);
      right[i] = (right[i] as number) * weight + (this.#tailRight[i] as number) * (1 - weight);
    }
  }

  #read(ratio: number, left: Float32Array, right: Float32Array, count: number): void {
    const position = this.#position as number;
    const upTo = Math.ceil(position + count * ratio) + RESAMPLER_REACH + 1;
    while (this.#ring.end < upTo) this.#extend();
    this.#position = resample(this.#ring, position, ratio, left, right, count);
  }

  #extend(): void {
    const { end } = this.#ring;
    this.#packets.skipTo(end, lengthOf);
    const first = this.#packets.first;
    if (first && first.at <= end) this.#decodeNext();
    else this.#conceal(first ? Math.min(CONCEAL_STEP, first.at - end) : CONCEAL_STEP);
  }

  #decodeNext(): void {
    const packet = this.#packets.take() as QueuedPacket;
    const audio = this.#decoder.decode(packet.data);
    // The beginning of a packet that came late has been made up already.
    const late = this.#ring.end - packet.at;
    if (audio && audio.count > late) this.#take(audio, late);
    else this.#conceal(CONCEAL_STEP);
  }

  #take(audio: DecodedAudio, late: number): void {
    const left = audio.left.subarray(late);
    const right = audio.right.subarray(late);
    const count = audio.count - late;
    if (this.#concealment.isActive) this.#concealment.takeOver(this.#ring, left, right, count);
    this.#ring.append(left, right, count);
    this.#hasAudio = true;
  }

  #conceal(count: number): void {
    if (this.#hasAudio && !this.#concealment.isFaded) this.#concealed += count;
    this.#concealment.make(this.#ring, this.#madeLeft, this.#madeRight, count);
    this.#ring.append(this.#madeLeft, this.#madeRight, count);
  }

  #measure(left: Float32Array, right: Float32Array, count: number): void {
    let peak = 0;
    for (let i = 0; i < count; i += 1) {
      const l = left[i] as number;
      const r = right[i] as number;
      if (l > peak) peak = l;
      if (r > peak) peak = r;
    }
    this.#peak = peak;
  }
}
