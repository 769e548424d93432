import type { Clock } from '#kernel';
import {
  type CodedFrame,
  parseRtpPacket,
  ReorderBuffer,
  type RtpPacket,
  type VideoCodec,
  type VideoDepacketiser,
  videoDepacketiser,
} from '#media';
import type { I420 } from '../mix/i420.js';
import type { TrackOpening } from '../thread-messages.js';
import { CodedFrames } from './coded-frames.js';
import { type DecoderShape, isTooLarge, sameShapes, uniqueShapes } from './decoder-arguments.js';
import { DecoderPair } from './decoder-pair.js';
import type { DecoderPool } from './decoder-pool.js';
import { KeyFrameRequester } from './key-frame-requester.js';
import type { LateThread } from './late-thread.js';
import { decoderShape, type TileShape } from './tile-shape.js';
import { TrackTiming } from './track-timing.js';
import type { TimedFrame } from './video-decoder.js';

type FrameSize = NonNullable<CodedFrame['size']>;

export interface VideoTrackOptions {
  opening: TrackOpening;
  codec: VideoCodec;
  pool: DecoderPool;
  thread: LateThread;
  clock: Clock;
  wantKeyFrame(): void;
  preferHeight(heightPx: number): void;
  onDecoderDied(reason: string): void;
  /** The sender sends frames that are too large to be decoded. */
  onRefused(size: FrameSize): void;
}

/** A frame is ready this long before its moment, so that a tick finds it. */
const LEAD_MS = 10;
const CAMERA_LOST_MS = 500;
/** A shared screen on which nothing moves sends next to nothing. */
const SCREEN_LOST_MS = 15_000;

/** One video track: packets in, at each tick the frame to show. */
export class VideoTrack {
  readonly opening: TrackOpening;
  readonly timing: TrackTiming;
  /** What the decoder is given, for a programme that passes it on. */
  readonly coded = new CodedFrames();
  readonly #options: VideoTrackOptions;
  readonly #reorder = new ReorderBuffer({ waitMs: 100, limit: 512 });
  readonly #depacketiser: VideoDepacketiser;
  readonly #decoders: DecoderPair;
  readonly #asker: KeyFrameRequester;
  readonly #frames = new FrameQueue();
  #content: { width: number; height: number } | undefined;
  /** In all formats. */
  #tiles: readonly TileShape[] = [];
  #shapes: DecoderShape[] = [];
  #preferredPx = 0;
  #refused: FrameSize | undefined;
  #lastFrameMs: number | undefined;
  #isPaused = false;

  constructor(options: VideoTrackOptions) {
    this.#options = options;
    this.opening = options.opening;
    this.timing = new TrackTiming(options.opening.clockRateHz, LEAD_MS);
    this.#depacketiser = videoDepacketiser(options.codec);
    this.#asker = new KeyFrameRequester(options.wantKeyFrame);
    this.#decoders = new DecoderPair({
      name: `decoder ${options.opening.trackId}`,
      codec: options.codec,
      pool: options.pool,
      clock: options.clock,
      events: {
        frame: (frame, isSteady) => this.#frame(frame, isSteady),
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

  /** A frame has come since it is decoded. */
  get hasFrame(): boolean {
    return this.#lastFrameMs !== undefined;
  }

  get shownCount(): number {
    return this.#frames.shownCount;
  }

  get dropped(): number {
    return this.#frames.dropped;
  }

  /** The RTP time of the frame that is shown. */
  get shownRtp(): number | undefined {
    return this.#frames.shown?.rtpTime;
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
    this.coded.lose();
    if (!isPaused) this.#gap();
  }

  /** The tiles that show it, in all formats; none while it is shown nowhere. */
  show(tiles: readonly TileShape[]): void {
    this.#tiles = tiles;
    this.#reshape();
  }

  /** Once a tick, before `pick`. */
  review(nowMs: number): void {
    this.#drain(nowMs);
    this.#decoders.review(nowMs);
    if (this.#tiles.length > 0 && !this.#isPaused) this.#asker.review(nowMs);
  }

  /** Chooses the frame of this moment; false when the camera is off or has been lost for too long. */
  choose(rtpTime: number | undefined, nowMs: number): boolean {
    const shown = this.#frames.pick(rtpTime);
    if (!shown || this.#isPaused || this.#lastFrameMs === undefined) return false;
    const lostMs = this.opening.source === 'screen' ? SCREEN_LOST_MS : CAMERA_LOST_MS;
    return nowMs - this.#lastFrameMs <= lostMs;
  }

  /** Of the frame that was chosen, in this shape. */
  image(shape: DecoderShape): I420 | undefined {
    return this.#frames.shown?.imageFor(shape);
  }

  async close(): Promise<void> {
    this.#frames.clear();
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
    this.coded.lose();
    if (this.#tiles.length > 0) this.#asker.want(this.#options.clock.monotonicMs());
  }

  #ordered(packet: RtpPacket): void {
    const frame = this.#depacketiser.push(packet);
    if (!frame) return;
    if (frame.size && isTooLarge(frame.size)) {
      this.#refuse(frame.size);
      return;
    }
    const rtpTime = this.timing.unwrap(frame.rtpTimestamp);
    if (frame.isKey) this.#keyFrame(frame);
    this.coded.push(frame, rtpTime);
    this.#decoders.write(frame, rtpTime);
  }

  /** No decoder sees it, nor what refers to it. */
  #refuse(size: FrameSize): void {
    this.#decoders.lose();
    this.coded.lose();
    if (this.#refused?.width === size.width && this.#refused.height === size.height) return;
    this.#refused = size;
    this.#options.onRefused(size);
  }

  #keyFrame(frame: CodedFrame): void {
    this.#asker.came();
    const { size } = frame;
    if (!size || (size.width === this.#content?.width && size.height === this.#content.height)) return;
    this.#content = size;
    this.#reshape();
  }

  #reshape(): void {
    const shapes = uniqueShapes(this.#tiles.map((tile) => decoderShape(tile, this.#content)));
    if (sameShapes(shapes, this.#shapes)) return;
    this.#shapes = shapes;
    if (shapes.length === 0) {
      this.#frames.clear();
      this.#lastFrameMs = undefined;
      void this.#decoders.close();
      return;
    }
    const heightPx = Math.max(...shapes.map(({ height }) => height));
    if (heightPx !== this.#preferredPx) {
      this.#preferredPx = heightPx;
      this.#options.preferHeight(heightPx);
    }
    this.#decoders.shape(shapes);
  }

  #frame(frame: TimedFrame, isSteady: boolean): void {
    const nowMs = this.#options.clock.monotonicMs();
    const isTelling = isSteady && !(this.timing.isKnown && this.#options.thread.isLate(nowMs));
    if (isTelling) this.timing.ready(frame.rtpTime, nowMs);
    this.#lastFrameMs = nowMs;
    this.#frames.push(frame);
  }
}

/** Frames that wait for their moment are at most this many: beyond, the oldest goes. */
const WAITING_AT_MOST = 24;

/** Decoded frames of one tile, waiting for their moment. The newest whose time has come wins. */
export class FrameQueue {
  readonly #waiting: TimedFrame[] = [];
  #shown: TimedFrame | undefined;
  #shownCount = 0;
  #dropped = 0;

  /** Different frames shown. */
  get shownCount(): number {
    return this.#shownCount;
  }

  /** Frames never shown because a newer one had come. */
  get dropped(): number {
    return this.#dropped;
  }

  get shown(): TimedFrame | undefined {
    return this.#shown;
  }

  push(frame: TimedFrame): void {
    // A clock that went back is a sender that restarted: frames that wait belong to the old one.
    const last = this.#waiting.at(-1) ?? this.#shown;
    if (last && frame.rtpTime < last.rtpTime) this.#dropWaiting();
    this.#waiting.push(frame);
    if (this.#waiting.length > WAITING_AT_MOST) this.#drop();
  }

  /** The frame for this moment of the sender's clock. Without a moment it is the newest. */
  pick(rtpTime: number | undefined): TimedFrame | undefined {
    let next = this.#waiting[0];
    while (next && (rtpTime === undefined || next.rtpTime <= rtpTime)) {
      this.#waiting.shift();
      const following: TimedFrame | undefined = this.#waiting[0];
      if (following && (rtpTime === undefined || following.rtpTime <= rtpTime)) {
        this.#dropped += 1;
        next.release();
      } else this.#show(next);
      next = following;
    }
    return this.#shown;
  }

  clear(): void {
    this.#dropWaiting();
    this.#shown?.release();
    this.#shown = undefined;
  }

  #show(frame: TimedFrame): void {
    this.#shown?.release();
    this.#shown = frame;
    this.#shownCount += 1;
  }

  #drop(): void {
    this.#dropped += 1;
    this.#waiting.shift()?.release();
  }

  #dropWaiting(): void {
    while (this.#waiting.length > 0) this.#drop();
  }
}
