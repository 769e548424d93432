import type { DirectTransport, Producer, RtpParameters } from 'mediasoup/types';
import type { Clock, RandomBytes } from '#kernel';
import { h264Payloads, printRtpPacket, printSenderReport } from '#media';

/** Fits a packet with all that SRTP, a pipe and a tunnel add. */
const PAYLOAD_BYTES = 1_150;
const REPORT_EVERY_MS = 500;
/** Between frames that are sent again after a takeover, so that receivers show the newest of them at once. */
const REPEATED_TICKS = 90;

/** One encoded frame of the programme; moments may come again after an encoder was replaced. */
export interface ProgrammeStreamFrame {
  at: { units: number; perSecond: number };
  data: Uint8Array;
}

export interface ProgrammeStreamOptions {
  kind: 'video' | 'audio';
  /** The wall clock at the programme's zero. */
  anchorWallMs: number;
  transport: DirectTransport;
  random: RandomBytes;
  clock: Clock;
}

const CODECS = {
  video: {
    mimeType: 'video/H264',
    payloadType: 102,
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
    rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
  },
  audio: {
    mimeType: 'audio/opus',
    payloadType: 100,
    clockRate: 48_000,
    channels: 2,
    parameters: { stereo: 1, 'sprop-stereo': 1 },
    rtcpFeedback: [],
  },
} as const;

/**
 * The programme's video or audio as one RTP stream over all runs of its encoder. A time stamp is the programme's own
 * time: zero at its start.
 */
export class ProgrammeStream {
  readonly producer: Producer;
  readonly #options: ProgrammeStreamOptions;
  readonly #ssrc: number;
  readonly #clockRateHz: number;
  #sequence: number;
  /** Not wrapped. */
  #ticks = Number.NEGATIVE_INFINITY;
  #reportedMs = Number.NEGATIVE_INFINITY;
  #packets = 0;
  #bytes = 0;

  static async create(options: ProgrammeStreamOptions): Promise<ProgrammeStream> {
    const { kind, transport, random } = options;
    const ssrc = Buffer.from(random(4)).readUInt32BE(0) || 1;
    const rtpParameters = {
      codecs: [CODECS[kind]],
      encodings: [{ ssrc }],
      rtcp: { cname: 'programme' },
    } as unknown as RtpParameters;
    const producer = await transport.produce({ kind, rtpParameters });
    return new ProgrammeStream(options, producer, ssrc);
  }

  private constructor(options: ProgrammeStreamOptions, producer: Producer, ssrc: number) {
    this.#options = options;
    this.producer = producer;
    this.#ssrc = ssrc;
    this.#clockRateHz = CODECS[options.kind].clockRate;
    this.#sequence = Buffer.from(options.random(2)).readUInt16BE(0);
  }

  send({ at, data }: ProgrammeStreamFrame): void {
    if (this.producer.closed) return;
    const own = Math.round((at.units * this.#clockRateHz) / at.perSecond);
    // A receiver drops what is older than what it has shown.
    this.#ticks = Math.max(own, this.#ticks + REPEATED_TICKS);
    if (own === this.#ticks) this.#report();
    const payloads = this.#options.kind === 'video' ? h264Payloads(data, PAYLOAD_BYTES) : [data];
    payloads.forEach((payload, index) => {
      this.#packet(payload, this.#options.kind === 'video' && index === payloads.length - 1);
    });
  }

  close(): void {
    this.producer.close();
  }

  #packet(payload: Uint8Array, marker: boolean): void {
    const packet = printRtpPacket({
      payloadType: CODECS[this.#options.kind].payloadType,
      marker,
      sequence: this.#sequence,
      timestamp: this.#ticks,
      ssrc: this.#ssrc,
      payload,
    });
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#packets += 1;
    this.#bytes += payload.length;
    this.producer.send(Buffer.from(packet.buffer));
  }

  /** Both streams are dated by the programme's clock: receivers keep lips and voices together. */
  #report(): void {
    const { clock, transport, anchorWallMs } = this.#options;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.#reportedMs < REPORT_EVERY_MS || this.#packets === 0) return;
    this.#reportedMs = nowMs;
    const report = printSenderReport({
      ssrc: this.#ssrc,
      wallMs: anchorWallMs + (this.#ticks * 1_000) / this.#clockRateHz,
      rtpTimestamp: this.#ticks,
      packets: this.#packets,
      bytes: this.#bytes,
    });
    transport.sendRtcp(Buffer.from(report));
  }
}
