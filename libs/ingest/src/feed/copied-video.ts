import { type Clock, type RandomBytes, systemRandom } from '#kernel';
import { h264Payloads, lengthPrefixed, printRtpPacket, printSenderReport } from '#media';
import { type FlvTag, readVideoTag } from '../flv/flv.js';
import { VIDEO_PAYLOAD_TYPE } from './feed-arguments.js';

export interface CopiedVideoOptions {
  /** What decoding begins with. */
  parameterSets: readonly Buffer[];
  ssrc: number;
  /** The moment that sender reports give for time zero of the tags. */
  zeroWallMs: number;
  send: (packet: Buffer) => void;
  clock: Clock;
  random?: RandomBytes;
}

const TICKS_A_MS = 90;
const PAYLOAD_BYTES = 1_188;
/** Each is a packet at least; encoders make a few hundred at most. */
const MOST_NALS = 1_000;
const TAG_HEAD_BYTES = 5;
const REPORT_EVERY_MS = 1_000;
/** Frames before the newest one are shown one after the other, each for so long. */
const SQUEEZED_TICKS = TICKS_A_MS;
/** More would be a delay for all who receive already: who asks later waits for the next key frame. */
const MOST_REPEATED = 45;
const REPEAT_EVERY_MS = 300;

interface Frame {
  isKey: boolean;
  data: Buffer;
}

/**
 * H.264 of one sender as RTP for the stage, as it is: no process stands in its way. Receivers that are made ready just after
 * the first key frame ask for one, and encoders give none: it is sent again, with what came since. Later ones are not:
 * passthrough takes a frame that comes again for a fault.
 */
export class CopiedVideo {
  readonly #options: CopiedVideoOptions;
  readonly #parameterSets: Buffer;
  readonly #firstRtp: number;
  #sequence: number;
  /** Of what was sent last, not wrapped. */
  #ticks = Number.NEGATIVE_INFINITY;
  #packets = 0;
  #bytes = 0;
  #reportedMs = Number.NEGATIVE_INFINITY;
  #repeatedMs = Number.NEGATIVE_INFINITY;
  /** From the first key frame on; nothing once they are too many, or there was another one. */
  #recent: Frame[] | undefined = [];

  constructor(options: CopiedVideoOptions) {
    this.#options = options;
    this.#parameterSets = lengthPrefixed(options.parameterSets);
    const { random = systemRandom } = options;
    this.#firstRtp = Buffer.from(random(4)).readUInt32BE();
    this.#sequence = Buffer.from(random(2)).readUInt16BE();
  }

  /** What came since the key frame that is the first of them: all of it is over with the newest one. */
  begin(tags: readonly FlvTag[]): boolean {
    const last = tags.at(-1)?.timestampMs ?? 0;
    return tags.every((tag, at) =>
      this.#take(tag, last * TICKS_A_MS - (tags.length - 1 - at) * SQUEEZED_TICKS),
    );
  }

  /** False for what cannot be read. */
  push(tag: FlvTag): boolean {
    return this.#take(tag, tag.timestampMs * TICKS_A_MS);
  }

  /** A receiver asks for a key frame. */
  repeat(): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (!this.#recent || nowMs - this.#repeatedMs < REPEAT_EVERY_MS) return;
    this.#repeatedMs = nowMs;
    for (const frame of this.#recent) this.#send(frame, this.#ticks + SQUEEZED_TICKS);
  }

  #take(tag: FlvTag, ownTicks: number): boolean {
    const read = readVideoTag(tag.body);
    if (read?.kind !== 'frame') return true;
    const frame = { isKey: read.isKey, data: tag.body.subarray(TAG_HEAD_BYTES) };
    // The end of a sequence says that it is a key frame.
    if (frame.data.length === 0) return true;
    if (!isReadable(frame.data)) return false;
    this.#keep(frame);
    // What was repeated may have gone a little ahead of the sender.
    this.#send(frame, Math.max(ownTicks, this.#ticks + SQUEEZED_TICKS));
    if (this.#ticks === ownTicks) this.#report();
    return true;
  }

  #keep(frame: Frame): void {
    const isOver = this.#recent && this.#recent.length > 0 && frame.isKey;
    if (isOver || this.#recent?.length === MOST_REPEATED) this.#recent = undefined;
    this.#recent?.push(frame);
  }

  #send({ isKey, data }: Frame, ticks: number): void {
    const unit = isKey ? Buffer.concat([this.#parameterSets, data]) : data;
    const payloads = h264Payloads(unit, PAYLOAD_BYTES);
    this.#ticks = ticks;
    for (const [index, payload] of payloads.entries()) this.#packet(payload, index === payloads.length - 1);
  }

  #packet(payload: Uint8Array, marker: boolean): void {
    const { ssrc, send } = this.#options;
    const payloadType = VIDEO_PAYLOAD_TYPE;
    const packet = printRtpPacket({
      ...{ payloadType, marker, sequence: this.#sequence, timestamp: this.#rtpTimestamp, ssrc, payload },
    });
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#packets += 1;
    this.#bytes += payload.length;
    send(Buffer.from(packet.buffer));
  }

  get #rtpTimestamp(): number {
    return (this.#firstRtp + this.#ticks) >>> 0;
  }

  #report(): void {
    const { ssrc, zeroWallMs, send, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.#reportedMs < REPORT_EVERY_MS) return;
    this.#reportedMs = nowMs;
    const wallMs = zeroWallMs + this.#ticks / TICKS_A_MS;
    const counts = { packets: this.#packets, bytes: this.#bytes };
    send(Buffer.from(printSenderReport({ ssrc, wallMs, rtpTimestamp: this.#rtpTimestamp, ...counts })));
  }
}

/** NAL units behind their lengths fill it, and are not too many. */
function isReadable(data: Buffer): boolean {
  let at = 0;
  for (let nals = 0; nals <= MOST_NALS && at + 4 <= data.length; nals += 1) at += 4 + data.readUInt32BE(at);
  return at === data.length;
}
