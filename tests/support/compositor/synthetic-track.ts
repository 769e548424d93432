// A track of a participant who does not exist: loops a clip into a sink at the pace of a real sender.
import type { TrackCodec, TrackFeed, TrackSink, TrackSource } from '#compositor';
import { printRtpPacket } from '#media';

/** One frame or one audio packet, already cut into RTP payloads. */
export interface SentUnit {
  payloads: Uint8Array[];
  isKey: boolean;
}

export interface SyntheticTrackOptions {
  trackId: string;
  participantId: string;
  source: TrackSource;
  codec: TrackCodec;
  units: SentUnit[];
  unitMs: number;
  /** The sender's clock against ours, in millionths. */
  driftPpm?: number;
  /** Audio taken at once arrives this much later than it was taken. */
  delayMs?: number;
  /** Loses every n-th packet. */
  loseEvery?: number;
}

const RTP_START = 1_000_000;
const PUMP_MS = 10;

export class SyntheticTrack implements TrackFeed {
  readonly trackId: string;
  readonly participantId: string;
  readonly source: TrackSource;
  readonly codec: TrackCodec;
  readonly clockRateHz: number;
  keyFramesAsked = 0;
  preferredHeight = 0;
  readonly #options: SyntheticTrackOptions;
  #sink: TrackSink | undefined;
  #timer: NodeJS.Timeout | undefined;
  #startedMs = 0;
  #sent = 0;
  #at = 0;
  #sequence = 100;
  #packets = 0;
  #isPaused = false;
  #wantsKey = false;
  #reportedMs = 0;

  constructor(options: SyntheticTrackOptions) {
    this.#options = options;
    this.trackId = options.trackId;
    this.participantId = options.participantId;
    this.source = options.source;
    this.codec = options.codec;
    this.clockRateHz = options.codec === 'opus' ? 48_000 : 90_000;
  }

  /** When its first sample was taken. */
  get startedMs(): number {
    return this.#startedMs;
  }

  async open(sink: TrackSink): Promise<void> {
    this.#sink = sink;
    this.#startedMs = performance.now();
    this.#timer = setInterval(() => this.#pump(), PUMP_MS);
  }

  requestKeyFrame(): void {
    this.keyFramesAsked += 1;
    this.#wantsKey = true;
  }

  preferHeight(heightPx: number): void {
    this.preferredHeight = heightPx;
  }

  /** Other content from the next unit on: another camera, another resolution. */
  replaceUnits(units: SentUnit[]): void {
    this.#options.units = units;
    this.#at = 0;
    this.#wantsKey = true;
  }

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#sink?.paused(isPaused);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#sink?.closed();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #pump(): void {
    const { unitMs, driftPpm = 0, delayMs = 0 } = this.#options;
    const nowMs = performance.now();
    const senderMs = (nowMs - this.#startedMs - delayMs) * (1 + driftPpm / 1e6);
    while (this.#sent * unitMs <= senderMs) this.#send();
    if (nowMs - this.#reportedMs < 1_000 || this.#isPaused || this.#sent === 0) return;
    this.#reportedMs = nowMs;
    const mediaMs = (nowMs - this.#startedMs) * (1 + driftPpm / 1e6);
    const ntpMs = performance.timeOrigin + nowMs;
    this.#sink?.senderReport({ ntpMs, rtpTimestamp: this.#timestamp(mediaMs) }, nowMs);
  }

  #timestamp(mediaMs: number): number {
    return (RTP_START + Math.round((mediaMs * this.clockRateHz) / 1_000)) % 2 ** 32;
  }

  #send(): void {
    const { units, unitMs, loseEvery } = this.#options;
    if (this.#wantsKey) {
      this.#wantsKey = false;
      while (!units[this.#at % units.length]?.isKey) this.#at += 1;
    }
    const unit = units[this.#at % units.length] as SentUnit;
    const timestamp = this.#timestamp(this.#sent * unitMs);
    this.#at += 1;
    this.#sent += 1;
    if (this.#isPaused) return;
    unit.payloads.forEach((payload, index) => {
      this.#packets += 1;
      const marker = this.codec === 'opus' ? false : index === unit.payloads.length - 1;
      const packet = { payloadType: 96, marker, sequence: this.#sequence, timestamp, ssrc: 7, payload };
      this.#sequence = (this.#sequence + 1) & 0xffff;
      if (loseEvery && this.#packets % loseEvery === 0) return;
      this.#sink?.packet(printRtpPacket(packet), performance.now());
    });
  }
}
