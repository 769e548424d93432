import type { Clock, Log } from '#kernel';
import { plainVideoBody } from '../flv/enhanced-video.js';
import { FLV_TYPE, type FlvTag, flvHeader, flvTag, isAudioHeader, readVideoTag } from '../flv/flv.js';
import { MendTimes } from '../flv/mend-times.js';
import { COPIED_PROFILES, type EncodeReason, noteOf } from './encode-reason.js';
import { feedArguments } from './feed-arguments.js';
import type { FeedCommand } from './feed-command.js';
import { FeedProcess } from './feed-process.js';
import { GopBuffer } from './gop-buffer.js';

export interface FeedTarget {
  /** Where FFmpeg sends RTP to. */
  port: number;
  videoSsrc: number;
  audioSsrc: number;
}

export interface FlvFeedOptions {
  name: string;
  ffmpeg: FeedCommand;
  clock: Clock;
  log: Log;
  /** Asks for places of these kinds; answered by `start`. */
  wants: (kinds: { video: boolean; audio: boolean }) => void;
  /** What the input's owner should know, in words. */
  note: (notes: readonly string[]) => void;
  /** The sender cannot be served; the sentence says why. */
  failed: (reason: string) => void;
}

/** Audio comes this much after the first key frame, or not at all. */
const AUDIO_WITHIN_MS = 400;
const VIDEO_WITHIN_MS = 1_500;
/** A viewer who comes waits for a key frame: beyond this the video is encoded with more of them. */
const LONGEST_GOP_MS = 4_500;

const H264 = 'H.264';
/** What a stage has, and some: senders are not exact. */
const MOST_FRAMES_A_SECOND = 75;

/** FLV of one sender to RTP of the stage, over one FFmpeg at a time: as it is where that can be, else encoded once. */
export class FlvFeed {
  readonly #options: FlvFeedOptions;
  readonly #times: MendTimes;
  readonly #gop = new GopBuffer();
  readonly #process: FeedProcess;
  /** Of the video that comes now; nothing before any has come. */
  #codec: string | undefined;
  #videoHeader: Buffer | undefined;
  #audioHeader: Buffer | undefined;
  #hasAudio = false;
  /** For which kinds there are places, or will be. */
  #asked = { video: false, audio: false };
  #reason: EncodeReason | undefined;
  #firstMs: number | undefined;
  #lastKeyMs: number | undefined;
  #state: 'collecting' | 'asked' | 'running' | 'paused' | 'closed' = 'collecting';
  #isWaitingForKey = false;
  /** Frames since `fromMs`, for up to a second. */
  #rate = { fromMs: 0, frames: 0 };

  constructor(options: FlvFeedOptions) {
    this.#options = options;
    this.#times = new MendTimes(options.clock);
    this.#process = new FeedProcess({
      ...options,
      onEnded: () => this.restart(),
      onGivenUp: (reason) => this.#fail(reason),
    });
  }

  push(type: number, rawMs: number, sent: Buffer): void {
    if (this.#state === 'closed' || (type !== FLV_TYPE.audio && type !== FLV_TYPE.video)) return;
    const body = type === FLV_TYPE.video ? plainVideoBody(sent) : sent;
    if (body === undefined || body.length < 2) return;
    const tag = { type, timestampMs: Math.round(this.#times.mend(rawMs)), body };
    this.#firstMs ??= this.#options.clock.monotonicMs();
    const isKept = type === FLV_TYPE.video ? this.#video(tag) : this.#audio(tag);
    if (!isKept) return;
    if (this.#state === 'running' && this.#hasMore) this.restart();
    if (this.#state === 'running') this.#write(flvTag(tag));
    else this.#askWhenReady();
  }

  /** The stage has places: FFmpeg begins with the newest key frame. */
  start({ port, videoSsrc, audioSsrc }: FeedTarget): void {
    if (this.#state !== 'asked') return;
    if (this.#hasMore) {
      this.restart();
      return;
    }
    const video = this.#gop.hasVideo ? (this.#reason === undefined ? 'copy' : 'encode') : undefined;
    const args = feedArguments({
      container: 'flv',
      video,
      hasAudio: this.#hasAudio,
      port,
      videoSsrc,
      audioSsrc,
      startedWallMs: this.#options.clock.wallMs(),
    });
    this.#state = 'running';
    this.#process.start(args);
    this.#write(flvHeader({ hasAudio: this.#hasAudio, hasVideo: video !== undefined }));
    const timestampMs = this.#gop.tags[0]?.timestampMs ?? 0;
    if (this.#videoHeader)
      this.#write(flvTag({ type: FLV_TYPE.video, timestampMs, body: this.#videoHeader }));
    if (this.#audioHeader)
      this.#write(flvTag({ type: FLV_TYPE.audio, timestampMs, body: this.#audioHeader }));
    for (const tag of this.#gop.tags) this.#write(flvTag(tag));
  }

  /** The places are gone, and the sender is not: what it sends is kept for the next ones, after `restart`. */
  pause(): void {
    if (this.#state === 'closed') return;
    this.#state = 'paused';
    void this.#process.stop();
  }

  restart(): void {
    if (this.#state === 'closed') return;
    this.pause();
    this.#state = 'collecting';
    this.#askWhenReady();
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#gop.clear();
    await this.#process.stop();
  }

  #video(tag: FlvTag): boolean {
    const read = readVideoTag(tag.body);
    if (read === undefined) return false;
    if (read.kind === 'other') return this.#otherCodec(read.codec, tag);
    this.#takeCodec(H264);
    if (read.kind === 'header') {
      const isNew = this.#videoHeader !== undefined && !this.#videoHeader.equals(tag.body);
      this.#videoHeader = tag.body;
      if (!COPIED_PROFILES.has(read.profile)) this.#encodeBecause('format');
      // Another size or codec setting: what decodes begins again with the next key frame.
      if (isNew) this.#gop.clear();
      if (isNew) this.restart();
      return false;
    }
    if (read.isKey) this.#key(tag.timestampMs);
    this.#gop.push(tag, read.isKey);
    this.#countFrame(tag.timestampMs);
    if (read.compositionMs !== 0) this.#encodeBecause('b-frames');
    if (this.#lastKeyMs !== undefined && tag.timestampMs - this.#lastKeyMs > LONGEST_GOP_MS)
      this.#encodeBecause('gop');
    return true;
  }

  /** A decoder that has begun with one codec reads no other one: what decodes begins again with the next key frame. */
  #takeCodec(codec: string): void {
    const before = this.#codec;
    this.#codec = codec;
    if (before === undefined || before === codec) return;
    this.#videoHeader = undefined;
    this.#gop.clear();
    this.restart();
  }

  #key(timestampMs: number): void {
    this.#lastKeyMs = timestampMs;
    this.#isWaitingForKey = false;
  }

  #countFrame(timestampMs: number): void {
    const { fromMs, frames } = this.#rate;
    if (Math.abs(timestampMs - fromMs) >= 1_000) this.#rate = { fromMs: timestampMs, frames: 0 };
    else this.#rate.frames = frames + 1;
    if (this.#rate.frames > MOST_FRAMES_A_SECOND) this.#encodeBecause('rate');
  }

  #otherCodec(codec: string, tag: FlvTag): boolean {
    if (!codec.startsWith('FLV')) {
      this.#fail(`${codec} over RTMP is not supported: choose H.264 in the encoder.`);
      return false;
    }
    this.#takeCodec(codec);
    this.#encodeBecause('format');
    this.#gop.push(tag, tag.body[0] !== undefined && tag.body[0] >> 4 === 1);
    return true;
  }

  #audio(tag: FlvTag): boolean {
    if (isAudioHeader(tag.body)) {
      const isNew = this.#audioHeader !== undefined && !this.#audioHeader.equals(tag.body);
      this.#audioHeader = tag.body;
      if (isNew) this.restart();
      return false;
    }
    this.#hasAudio = true;
    this.#gop.push(tag, false);
    return true;
  }

  /** A kind of media came that has no place. */
  get #hasMore(): boolean {
    return (this.#gop.hasVideo && !this.#asked.video) || (this.#hasAudio && !this.#asked.audio);
  }

  #encodeBecause(reason: EncodeReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    if (this.#state === 'asked') this.#tellNotes();
    if (this.#state === 'running') this.restart();
  }

  /** With each place: the one before had its own, or there was none yet. */
  #tellNotes(): void {
    this.#options.note(this.#reason === undefined ? [] : [noteOf(this.#reason)]);
  }

  #askWhenReady(): void {
    if (this.#state !== 'collecting') return;
    const waitedMs = this.#options.clock.monotonicMs() - (this.#firstMs ?? 0);
    const video = this.#gop.hasVideo;
    const isReady = video
      ? this.#hasAudio || waitedMs >= AUDIO_WITHIN_MS
      : this.#hasAudio && waitedMs >= VIDEO_WITHIN_MS && this.#codec === undefined;
    if (!isReady) return;
    this.#state = 'asked';
    this.#asked = { video, audio: this.#hasAudio };
    this.#tellNotes();
    this.#options.wants(this.#asked);
  }

  /** What FFmpeg does not take is dropped up to the next key frame. */
  #write(bytes: Buffer): void {
    if (this.#process.isBehind) this.#isWaitingForKey = true;
    if (!this.#isWaitingForKey) this.#process.write(bytes);
  }

  #fail(reason: string): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#options.failed(reason);
  }
}
