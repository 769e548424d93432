import type { Clock, Log } from '#kernel';
import { type TsKinds, TsReader } from '../srt/ts-reader.js';
import { noteOf } from './encode-reason.js';
import { feedArguments } from './feed-arguments.js';
import type { FeedCommand } from './feed-command.js';
import { FeedProcess } from './feed-process.js';
import type { FeedTarget } from './flv-feed.js';

export interface TsFeedOptions {
  name: string;
  ffmpeg: FeedCommand;
  clock: Clock;
  log: Log;
  /** Asks for places of these kinds; answered by `start`. */
  wants: (kinds: TsKinds) => void;
  /** What the input's owner should know, in words. */
  note: (notes: readonly string[]) => void;
  /** The sender cannot be served; the sentence says why. */
  failed: (reason: string) => void;
}

/** Every muxer repeats its tables several times a second. */
const TABLES_WITHIN_MS = 5_000;
/** Older than this, what is kept for the next start is no live show: decoding waits for the next key frame instead. */
const LONGEST_KEPT_MS = 5_000;
const KEPT_LIMIT_BYTES = 16 << 20;

/** MPEG-TS of one sender to RTP of the stage, over one FFmpeg at a time. Video is encoded once more, whatever it is. */
export class TsFeed {
  readonly #options: TsFeedOptions;
  readonly #reader = new TsReader();
  readonly #process: FeedProcess;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #keptSinceMs = 0;
  #kinds: TsKinds | undefined;
  #asked: TsKinds | undefined;
  #firstMs: number | undefined;
  #state: 'collecting' | 'asked' | 'running' | 'paused' | 'closed' = 'paused';

  constructor(options: TsFeedOptions) {
    this.#options = options;
    this.#process = new FeedProcess({
      ...options,
      onEnded: () => this.restart(),
      onGivenUp: (reason) => this.#fail(reason),
    });
  }

  /** Taken at any time; places are wanted only after `restart`. */
  push(message: Buffer): void {
    if (this.#state === 'closed') return;
    this.#firstMs ??= this.#options.clock.monotonicMs();
    let isOther = false;
    for (const piece of this.#reader.push(message)) {
      isOther ||= piece.isOther === true;
      this.#keep(piece.bytes, piece.isKey || piece.isOther === true);
      if (this.#state === 'running') this.#write(piece.bytes);
    }
    // A decoder that has begun with one codec reads no other one.
    if (isOther && this.#state === 'running') this.restart();
    this.#takeKinds();
    this.#askWhenReady();
  }

  /** The stage has places: FFmpeg begins with the newest key frame. */
  start({ port, videoSsrc, audioSsrc }: FeedTarget): void {
    const kinds = this.#kinds;
    if (this.#state !== 'asked' || kinds === undefined) return;
    if (!isSame(kinds, this.#asked)) {
      this.restart();
      return;
    }
    const args = feedArguments({
      container: 'mpegts',
      hasVideo: kinds.video,
      hasAudio: kinds.audio,
      port,
      videoSsrc,
      audioSsrc,
      zeroWallMs: this.#options.clock.wallMs(),
    });
    this.#state = 'running';
    this.#process.start(args);
    this.#write(this.#reader.tables);
    for (const bytes of this.#kept) this.#write(bytes);
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
    this.#clear();
    await this.#process.stop();
  }

  #takeKinds(): void {
    const { kinds } = this.#reader;
    if (kinds === undefined || isSame(kinds, this.#kinds)) return;
    const isChanged = this.#kinds !== undefined;
    this.#kinds = kinds;
    // Audio that came later, or video that was switched off: other places are needed.
    if (isChanged && this.#state === 'running') this.restart();
  }

  #askWhenReady(): void {
    if (this.#state !== 'collecting') return;
    const { clock, note, wants } = this.#options;
    const kinds = this.#kinds;
    if (kinds === undefined || !(kinds.video || kinds.audio)) {
      if (this.#firstMs !== undefined && clock.monotonicMs() - this.#firstMs > TABLES_WITHIN_MS)
        this.#fail('What the encoder sends is not MPEG-TS with video or audio.');
      return;
    }
    this.#state = 'asked';
    this.#asked = kinds;
    note(kinds.video ? [noteOf('srt')] : []);
    wants(kinds);
  }

  /** Nothing before it is of use to who begins. */
  #keep(bytes: Buffer, isBeginning: boolean): void {
    const nowMs = this.#options.clock.monotonicMs();
    const isOld = nowMs - this.#keptSinceMs > LONGEST_KEPT_MS || this.#keptBytes > KEPT_LIMIT_BYTES;
    if (isBeginning || isOld) this.#clear();
    if (this.#kept.length === 0) this.#keptSinceMs = nowMs;
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
  }

  #clear(): void {
    this.#kept = [];
    this.#keptBytes = 0;
  }

  #write(bytes: Buffer): void {
    if (!this.#process.isBehind) this.#process.write(bytes);
  }

  #fail(reason: string): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#options.failed(reason);
  }
}

const isSame = (one: TsKinds, other: TsKinds | undefined): boolean =>
  one.video === other?.video && one.audio === other.audio;
