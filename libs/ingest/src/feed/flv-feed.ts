import type { Clock, Log } from '#kernel';
import { parameterSetsOf } from '../flv/avc-config.js';
import { plainVideoBody } from '../flv/enhanced-video.js';
import { FLV_TYPE, type FlvTag, flvHeader, flvTag, isAudioHeader, readVideoTag } from '../flv/flv.js';
import { MendTimes } from '../flv/mend-times.js';
import { CopiedVideo } from './copied-video.js';
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
  /** Packets that no FFmpeg makes. */
  send: (packet: Buffer) => void;
}

export interface Kinds {
  video: boolean;
  audio: boolean;
}

export interface FlvFeedOptions {
  name: string;
  ffmpeg: FeedCommand;
  clock: Clock;
  log: Log;
  /** Asks for places of these kinds; answered by `start`. */
  wants: (kinds: Kinds) => void;
  /** What the input's owner should know, in words. */
  note: (notes: readonly string[]) => void;
  /** The sender cannot be served; the sentence says why. */
  failed: (reason: string) => void;
}

/** Audio comes this much after the first key frame, or not at all. */
const AUDIO_WITHIN_MS = 400;
const VIDEO_WITHIN_MS = 1_500;
/** Times of a sender count from here: Opus begins 6.5 ms before its first sample, and FFmpeg writes no time before zero. */
const FIRST_MS = 1_000;
/** A viewer who comes waits for a key frame: beyond this the video is encoded with more of them. */
const LONGEST_GOP_MS = 4_500;

const H264 = 'H.264';
/** What a stage has, and some: senders are not exact. */
const MOST_FRAMES_A_SECOND = 75;

/**
 * FLV of one sender to RTP of the stage. Video goes as it is where that can be, beside one FFmpeg for the audio; else one FFmpeg
 * takes both.
 */
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
  #asked: Kinds = { video: false, audio: false };
  /** What the sender said that it will send, before any of it. */
  #expected: Kinds | undefined;
  #target: FeedTarget | undefined;
  /** The moment of time zero, for all that is sent to one target. */
  #zeroWallMs = 0;
  #copied: CopiedVideo | undefined;
  #parameterSets: Buffer[] = [];
  /** What FFmpeg takes; nothing while there is none. */
  #fed: Kinds | undefined;
  #reason: EncodeReason | undefined;
  #firstMs: number | undefined;
  #lastKeyMs: number | undefined;
  /** `placed`: there are places, and what is needed to begin has not come. */
  #state: 'collecting' | 'asked' | 'placed' | 'running' | 'paused' | 'closed' = 'collecting';
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

  /** Places are requested at once: receivers are ready when the first key frame comes. */
  expect(kinds: Kinds): void {
    this.#expected = kinds;
    this.#askWhenReady();
  }

  push(type: number, rawMs: number, sent: Buffer): void {
    if (this.#state === 'closed' || (type !== FLV_TYPE.audio && type !== FLV_TYPE.video)) return;
    const body = type === FLV_TYPE.video ? plainVideoBody(sent) : sent;
    if (body === undefined || body.length < 2) return;
    const tag = { type, timestampMs: FIRST_MS + Math.round(this.#times.mend(rawMs)), body };
    this.#firstMs ??= this.#options.clock.monotonicMs();
    const isKept = type === FLV_TYPE.video ? this.#video(tag) : this.#audio(tag);
    if (!isKept) return;
    if ((this.#state === 'running' || this.#state === 'placed') && this.#hasMore) this.restart();
    if (this.#state === 'running') this.#pass(tag);
    else {
      this.#askWhenReady();
      this.#beginWhenReady();
    }
  }

  /** The stage has places: what is sent begins with the newest key frame. */
  start(target: FeedTarget): void {
    if (this.#state !== 'asked') return;
    if (this.#hasMore) {
      this.restart();
      return;
    }
    this.#target = target;
    this.#state = 'placed';
    this.#beginWhenReady();
  }

  /** A receiver asks for a key frame. */
  repeatKeyFrame(): void {
    this.#copied?.repeat();
  }

  /** The places are gone, and the sender is not: what it sends is kept for the next ones, after `restart`. */
  pause(): void {
    if (this.#state === 'closed') return;
    this.#state = 'paused';
    this.#stop();
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
    this.#copied = undefined;
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
      const sets = COPIED_PROFILES.has(read.profile) ? parameterSetsOf(tag.body) : undefined;
      if (sets) this.#parameterSets = sets;
      else this.#encodeBecause('format');
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
    if (this.#state === 'asked' || this.#state === 'placed') this.#tellNotes();
    if (this.#state === 'running') this.restart();
  }

  /** With each place: the one before had its own, or there was none yet. */
  #tellNotes(): void {
    this.#options.note(this.#reason === undefined ? [] : [noteOf(this.#reason)]);
  }

  #askWhenReady(): void {
    if (this.#state !== 'collecting') return;
    const { video = false, audio = false } = this.#expected ?? {};
    const kinds = { video: video || this.#gop.hasVideo, audio: audio || this.#hasAudio };
    if (!(video || audio) && !this.#isComplete(kinds)) return;
    this.#state = 'asked';
    this.#asked = kinds;
    this.#tellNotes();
    this.#options.wants(kinds);
  }

  /** What comes of these kinds is there, or does not come. */
  #isComplete({ video }: Kinds): boolean {
    const waitedMs = this.#options.clock.monotonicMs() - (this.#firstMs ?? 0);
    if (this.#gop.hasVideo) return this.#hasAudio || waitedMs >= AUDIO_WITHIN_MS;
    return this.#hasAudio && waitedMs >= VIDEO_WITHIN_MS && (video || this.#codec === undefined);
  }

  /** Video that is copied waits for nothing else. */
  #beginWhenReady(): void {
    const target = this.#target;
    const isCopied = this.#gop.hasVideo && this.#reason === undefined;
    if (this.#state !== 'placed' || !target || !(isCopied || this.#isComplete(this.#asked))) return;
    const { clock } = this.#options;
    const newestMs = this.#gop.tags.at(-1)?.timestampMs ?? 0;
    const isEncoded = this.#gop.hasVideo && this.#reason !== undefined;
    this.#state = 'running';
    this.#zeroWallMs = clock.wallMs() - (isEncoded ? 0 : newestMs);
    if (isEncoded) this.#feed(target, { video: true, audio: this.#hasAudio });
    else this.#beginApart(target);
  }

  #beginApart(target: FeedTarget): void {
    this.#copy(target);
    // Video that cannot be read wants other places.
    if (this.#state === 'running') this.#feedAudio(target);
  }

  #pass(tag: FlvTag): void {
    const target = this.#target;
    if (target === undefined) return;
    const kind = tag.type === FLV_TYPE.video ? 'video' : 'audio';
    if (kind === 'video' && this.#reason === undefined) this.#passCopied(target, tag);
    else if (this.#fed?.[kind]) this.#write(flvTag(tag));
    else if (this.#fed === undefined) this.#feedAudio(target);
    // FFmpeg was started before there was any of this kind.
    else this.restart();
  }

  #passCopied(target: FeedTarget, tag: FlvTag): void {
    if (this.#copied === undefined) this.#copy(target);
    else if (!this.#copied.push(tag)) this.#encodeBecause('format');
  }

  /** H.264 as it is, from the newest key frame on. */
  #copy({ videoSsrc, send }: FeedTarget): void {
    if (!this.#gop.hasVideo) return;
    this.#copied = new CopiedVideo({
      parameterSets: this.#parameterSets,
      ssrc: videoSsrc,
      zeroWallMs: this.#zeroWallMs,
      send,
      clock: this.#options.clock,
    });
    const isRead = this.#copied.begin(this.#gop.tags.filter(({ type }) => type === FLV_TYPE.video));
    if (!isRead) this.#encodeBecause('format');
  }

  #feedAudio(target: FeedTarget): void {
    if (this.#hasAudio) this.#feed(target, { video: false, audio: true });
  }

  /** FFmpeg begins with the newest key frame, or with the audio since. */
  #feed({ port, videoSsrc, audioSsrc }: FeedTarget, { video, audio }: Kinds): void {
    const to = { port, videoSsrc, audioSsrc, zeroWallMs: this.#zeroWallMs };
    this.#fed = { video, audio };
    this.#isWaitingForKey = false;
    this.#process.start(feedArguments({ container: 'flv', hasVideo: video, hasAudio: audio, ...to }));
    this.#write(flvHeader({ hasAudio: audio, hasVideo: video }));
    const tags = this.#gop.tags.filter(({ type }) => (type === FLV_TYPE.video ? video : audio));
    const timestampMs = tags[0]?.timestampMs ?? 0;
    const headers = [
      { type: FLV_TYPE.video, body: video ? this.#videoHeader : undefined },
      { type: FLV_TYPE.audio, body: audio ? this.#audioHeader : undefined },
    ];
    for (const { type, body } of headers) if (body) this.#write(flvTag({ type, timestampMs, body }));
    for (const tag of tags) this.#write(flvTag(tag));
  }

  #stop(): void {
    this.#copied = undefined;
    this.#target = undefined;
    this.#fed = undefined;
    void this.#process.stop();
  }

  /** What FFmpeg does not take is dropped: with video up to the next key frame, audio alone until it takes some again. */
  #write(bytes: Buffer): void {
    const { isBehind } = this.#process;
    if (isBehind && this.#fed?.video) this.#isWaitingForKey = true;
    if (!isBehind && !this.#isWaitingForKey) this.#process.write(bytes);
  }

  #fail(reason: string): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#options.failed(reason);
  }
}
