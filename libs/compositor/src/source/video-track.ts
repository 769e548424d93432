import type { Clock } from '#kernel';
import {
  type CodedFrame,
  H264Depacketiser,
  parseRtpPacket,
  ReorderBuffer,
  type RtpPacket,
  Vp8Depacketiser,
} from '#media';
import type { I420 } from '../mix/i420.js';
import type { TrackOpening } from '../thread-messages.js';
import type { DecoderShape } from './decoder-arguments.js';
import { DecoderPair } from './decoder-pair.js';
import type { DecoderPool } from './decoder-pool.js';
import { KeyFrameAsker } from './key-frame-asker.js';
import type { LateThread } from './late-thread.js';
import { PictureQueue } from './picture-queue.js';
import { TrackTiming } from './track-timing.js';
import type { TimedPicture } from './video-decoder.js';

export interface VideoTrackOptions {
  opening: TrackOpening;
  pool: DecoderPool;
  thread: LateThread;
  clock: Clock;
  wantKeyFrame(): void;
  preferHeight(heightPx: number): void;
  onDecoderDied(reason: string): void;
}

/** A tile as the layout wants it. `contain` keeps the whole picture, `fill` the whole tile. */
export interface TileShape {
  width: number;
  height: number;
  fit: 'fill' | 'contain';
}

/** A picture is ready this long before its moment, so that a tick finds it. */
const LEAD_MS = 10;
const CAMERA_LOST_MS = 500;
/** A shared screen on which nothing moves sends next to nothing. */
const SCREEN_LOST_MS = 15_000;

/** Fits a picture into a tile on even numbers. */
export function containSize(
  tile: { width: number; height: number },
  content: { width: number; height: number },
) {
  const scale = Math.min(tile.width / content.width, tile.height / content.height);
  const even = (value: number, limit: number) => Math.min(limit, Math.max(2, Math.round(value / 2) * 2));
  return {
    width: even(content.width * scale, tile.width),
    height: even(content.height * scale, tile.height),
  };
}

/** One picture track: packets in, at each tick the picture to show. */
export class VideoTrack {
  readonly opening: TrackOpening;
  readonly timing: TrackTiming;
  readonly #options: VideoTrackOptions;
  readonly #reorder = new ReorderBuffer({ waitMs: 100, limit: 512 });
  readonly #depacketiser: Vp8Depacketiser | H264Depacketiser;
  readonly #decoders: DecoderPair;
  readonly #asker: KeyFrameAsker;
  readonly #pictures = new PictureQueue();
  #content: { width: number; height: number } | undefined;
  #tile: TileShape | undefined;
  #preferredPx = 0;
  #lastPictureMs: number | undefined;
  #isPaused = false;

  constructor(options: VideoTrackOptions) {
    this.#options = options;
    this.opening = options.opening;
    this.timing = new TrackTiming(options.opening.clockRateHz, LEAD_MS);
    const isVp8 = options.opening.codec === 'vp8';
    this.#depacketiser = isVp8 ? new Vp8Depacketiser() : new H264Depacketiser();
    this.#asker = new KeyFrameAsker(options.wantKeyFrame);
    this.#decoders = new DecoderPair({
      name: `decoder ${options.opening.trackId}`,
      fourcc: isVp8 ? 'VP80' : 'H264',
      pool: options.pool,
      clock: options.clock,
      events: {
        picture: (picture, isSteady) => this.#picture(picture, isSteady),
        keyFrameNeeded: () => this.#asker.want(options.clock.monotonicMs()),
        died: options.onDecoderDied,
      },
    });
  }

  get lostPackets(): number {
    return this.#reorder.lost;
  }

  get decoderRestarts(): number {
    return this.#decoders.restarts;
  }

  get decoderPids(): number[] {
    return this.#decoders.pids;
  }

  /** A decoder runs for it. */
  get isDecoded(): boolean {
    return this.#decoders.pids.length > 0;
  }

  get shownCount(): number {
    return this.#pictures.shownCount;
  }

  get dropped(): number {
    return this.#pictures.dropped;
  }

  /** The RTP time of the picture that is shown. */
  get shownRtp(): number | undefined {
    return this.#pictures.shown?.rtpTime;
  }

  /** It sends, or has not yet been asked to. */
  get isLive(): boolean {
    return !this.#isPaused;
  }

  /** The size that the sender sends. */
  get content(): { width: number; height: number } | undefined {
    return this.#content;
  }

  packet(bytes: Uint8Array, arrivedMs: number): void {
    const packet = parseRtpPacket(bytes);
    if (!packet || packet.payload.length === 0) return;
    this.#reorder.push(packet, arrivedMs);
    this.#drain(arrivedMs);
  }

  paused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.timing.forgetDelays();
    if (!isPaused) this.#gap();
  }

  /** The tile that it is shown in; nothing while it is shown nowhere. */
  show(tile: TileShape | undefined): void {
    const same = tile?.width === this.#tile?.width && tile?.height === this.#tile?.height;
    if (same && tile?.fit === this.#tile?.fit) return;
    this.#tile = tile;
    this.#reshape();
  }

  /** Once a tick, before `pick`. */
  review(nowMs: number): void {
    this.#drain(nowMs);
    this.#decoders.review(nowMs);
    if (this.#tile && !this.#isPaused) this.#asker.review(nowMs);
  }

  /** The picture for this moment of the sender's clock; nothing when it is off or has been lost for too long. */
  pick(rtpTime: number | undefined, nowMs: number): I420 | undefined {
    const shown = this.#pictures.pick(rtpTime);
    if (!shown || this.#isPaused || this.#lastPictureMs === undefined) return undefined;
    const lostMs = this.opening.source === 'screen' ? SCREEN_LOST_MS : CAMERA_LOST_MS;
    return nowMs - this.#lastPictureMs > lostMs ? undefined : shown.picture;
  }

  async close(): Promise<void> {
    this.#pictures.clear();
    await this.#decoders.close();
  }

  #drain(nowMs: number): void {
    for (const ordered of this.#reorder.drain(nowMs)) {
      if (ordered.kind === 'gap') this.#gap();
      else this.#ordered(ordered.packet);
    }
  }

  #gap(): void {
    this.#depacketiser.lose();
    this.#decoders.lose();
    if (this.#tile) this.#asker.want(this.#options.clock.monotonicMs());
  }

  #ordered(packet: RtpPacket): void {
    const frame = this.#depacketiser.push(packet);
    if (!frame) return;
    const rtpTime = this.timing.unwrap(frame.rtpTimestamp);
    if (frame.isKey) this.#keyFrame(frame);
    this.#decoders.write(frame, rtpTime);
  }

  #keyFrame(frame: CodedFrame): void {
    this.#asker.came();
    const { size } = frame;
    if (!size || (size.width === this.#content?.width && size.height === this.#content.height)) return;
    this.#content = size;
    this.#reshape();
  }

  #reshape(): void {
    const tile = this.#tile;
    if (!tile) {
      this.#pictures.clear();
      this.#lastPictureMs = undefined;
      void this.#decoders.close();
      return;
    }
    const shape = this.#shapeFor(tile);
    if (shape.height !== this.#preferredPx) {
      this.#preferredPx = shape.height;
      this.#options.preferHeight(shape.height);
    }
    this.#decoders.shape(shape);
  }

  #shapeFor(tile: TileShape): DecoderShape {
    if (tile.fit === 'fill') return { width: tile.width, height: tile.height, mode: 'fill' };
    return { ...containSize(tile, this.#content ?? { width: 16, height: 9 }), mode: 'exact' };
  }

  #picture(picture: TimedPicture, isSteady: boolean): void {
    const nowMs = this.#options.clock.monotonicMs();
    const isTelling = isSteady && !(this.timing.isKnown && this.#options.thread.isLate(nowMs));
    if (isTelling) this.timing.ready(picture.rtpTime, nowMs);
    this.#lastPictureMs = nowMs;
    this.#pictures.push(picture);
  }
}
