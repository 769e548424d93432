import { Child, type Clock, type Log } from '#kernel';
import { type TsKinds, TsReader } from '../srt/ts-reader.js';
import { noteOf } from './encode-reason.js';
import { feedArguments } from './feed-arguments.js';

export interface TsTarget {
  /** Where FFmpeg sends RTP to. */
  port: number;
  videoSsrc: number;
  audioSsrc: number;
}

export interface TsFeedOptions {
  name: string;
  ffmpegPath: string;
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
const PENDING_LIMIT_BYTES = 8 << 20;
const MOST_FAILURES = 5;
const HEALTHY_MS = 10_000;

/** MPEG-TS of one sender to RTP of the stage, over one FFmpeg at a time. Video is encoded once more, whatever it is. */
export class TsFeed {
  readonly #options: TsFeedOptions;
  readonly #reader = new TsReader();
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #keptSinceMs = 0;
  #kinds: TsKinds | undefined;
  #asked: TsKinds | undefined;
  #firstMs: number | undefined;
  #state: 'collecting' | 'asked' | 'running' | 'paused' | 'closed' = 'paused';
  #child: Child | undefined;
  #startedMs = 0;
  #failures = 0;

  constructor(options: TsFeedOptions) {
    this.#options = options;
  }

  /** Taken at any time; places are wanted only after `restart`. */
  push(message: Buffer): void {
    if (this.#state === 'closed') return;
    this.#firstMs ??= this.#options.clock.monotonicMs();
    for (const { bytes, isKey } of this.#reader.push(message)) {
      this.#keep(bytes, isKey);
      if (this.#state === 'running') this.#write(bytes);
    }
    this.#takeKinds();
    this.#askWhenReady();
  }

  /** The stage has places: FFmpeg begins with the newest key frame. */
  start({ port, videoSsrc, audioSsrc }: TsTarget): void {
    const kinds = this.#kinds;
    if (this.#state !== 'asked' || kinds === undefined) return;
    if (!isSame(kinds, this.#asked)) {
      this.restart();
      return;
    }
    const { name, ffmpegPath, clock } = this.#options;
    const args = feedArguments({
      container: 'mpegts',
      video: kinds.video ? 'encode' : undefined,
      hasAudio: kinds.audio,
      port,
      videoSsrc,
      audioSsrc,
    });
    const child = new Child({ name: `feed ${name}`, command: ffmpegPath, args, clock, graceMs: 500 });
    this.#child = child;
    this.#state = 'running';
    this.#startedMs = clock.monotonicMs();
    void child.exited.then(({ stderr }) => this.#ended(child, stderr));
    this.#write(this.#reader.tables);
    for (const bytes of this.#kept) this.#write(bytes);
  }

  /** The places are gone, and the sender is not: what it sends is kept for the next ones, after `restart`. */
  pause(): void {
    if (this.#state === 'closed') return;
    const child = this.#child;
    this.#child = undefined;
    this.#state = 'paused';
    void child?.kill();
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
    await this.#child?.kill();
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
    if (kinds.video) note([noteOf('srt')]);
    wants(kinds);
  }

  #keep(bytes: Buffer, isKey: boolean): void {
    const nowMs = this.#options.clock.monotonicMs();
    const isOld = nowMs - this.#keptSinceMs > LONGEST_KEPT_MS || this.#keptBytes > KEPT_LIMIT_BYTES;
    if (isKey || isOld) this.#clear();
    if (this.#kept.length === 0) this.#keptSinceMs = nowMs;
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
  }

  #clear(): void {
    this.#kept = [];
    this.#keptBytes = 0;
  }

  /** What FFmpeg does not take is dropped: the stage is live, and memory is not without end. */
  #write(bytes: Buffer): void {
    const input = this.#child?.stdin;
    if (input === undefined || input.destroyed || input.writableLength > PENDING_LIMIT_BYTES) return;
    input.write(bytes);
  }

  #ended(child: Child, stderr: string): void {
    if (this.#child !== child || this.#state === 'closed') return;
    const { clock, log, name } = this.#options;
    const livedMs = clock.monotonicMs() - this.#startedMs;
    this.#failures = livedMs > HEALTHY_MS ? 1 : this.#failures + 1;
    log.warn('ingest.feed | ended', { name, livedMs: Math.round(livedMs), stderr: stderr.slice(-300) });
    this.#child = undefined;
    if (this.#failures < MOST_FAILURES) this.restart();
    else this.#fail('What the encoder sends cannot be read. Check its codec settings: H.264 and AAC.');
  }

  #fail(reason: string): void {
    this.#state = 'closed';
    this.#options.failed(reason);
  }
}

const isSame = (one: TsKinds, other: TsKinds | undefined): boolean =>
  one.video === other?.video && one.audio === other.audio;
