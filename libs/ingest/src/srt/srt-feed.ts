import { type FeedTarget, FlvFeed } from '../feed/flv-feed.js';
import { TsFeed, type TsFeedOptions } from '../feed/ts-feed.js';
import { UNFIT } from './pes-reader.js';
import { type TsPiece, TsReader } from './ts-reader.js';
import { TsToFlv } from './ts-to-flv.js';

export type SrtFeedOptions = TsFeedOptions;

interface FlvWay {
  feed: FlvFeed;
  reader: TsToFlv;
}

/**
 * MPEG-TS of one caller to RTP of the stage. H.264 with AAC goes the way of RTMP: as it is where that can be, and each frame
 * as soon as it is whole, where FFmpeg's reader of transport streams waits for the beginning of the next two. All else is
 * read by FFmpeg.
 */
export class SrtFeed {
  readonly #options: SrtFeedOptions;
  readonly #reader = new TsReader();
  readonly #ts: TsFeed;
  #flv: FlvWay | undefined;
  /** These tracks were not as their table says. */
  #isUnfit = false;
  #isWanted = false;
  #isClosed = false;

  constructor(options: SrtFeedOptions) {
    this.#options = options;
    this.#ts = new TsFeed(options);
  }

  /** Taken at any time; places are wanted only after `restart`. */
  push(message: Buffer): void {
    if (this.#isClosed) return;
    const pieces = this.#reader.push(message);
    const wasFlv = this.#flv !== undefined;
    if (pieces.some(({ isOther }) => isOther)) this.#endFlv({ isUnfit: false });
    this.#choose();
    if (this.#flv) {
      this.#pushFlv(this.#flv, pieces);
      return;
    }
    if (wasFlv) this.#turnToTs();
    this.#ts.push(message);
  }

  /** The stage has places. */
  start(target: FeedTarget): void {
    this.#feed.start(target);
  }

  /** The places are gone, and the sender is not. */
  pause(): void {
    this.#isWanted = false;
    this.#feed.pause();
  }

  restart(): void {
    this.#isWanted = true;
    this.#feed.restart();
  }

  /** A receiver asks for a key frame. */
  repeatKeyFrame(): void {
    this.#flv?.feed.repeatKeyFrame();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([this.#ts.close(), this.#flv?.feed.close()]);
  }

  get #feed(): FlvFeed | TsFeed {
    return this.#flv?.feed ?? this.#ts;
  }

  #pushFlv({ feed, reader }: FlvWay, pieces: readonly TsPiece[]): void {
    for (const { bytes } of pieces) {
      const tags = reader.push(bytes);
      if (tags === UNFIT) {
        this.#leave();
        return;
      }
      for (const { type, rawMs, body } of tags) feed.push(type, rawMs >>> 0, body);
    }
  }

  #choose(): void {
    const tracks = this.#reader.flvTracks;
    if (this.#flv || this.#isUnfit || tracks === undefined) return;
    this.#ts.pause();
    const feed = new FlvFeed(this.#options);
    this.#flv = { feed, reader: new TsToFlv(tracks) };
    if (!this.#isWanted) feed.pause();
    feed.expect({ video: tracks.video !== undefined, audio: tracks.audio !== undefined });
  }

  #leave(): void {
    this.#endFlv({ isUnfit: true });
    this.#turnToTs();
  }

  /** FFmpeg reads on, from the next key frame. */
  #turnToTs(): void {
    this.#ts.push(this.#reader.tables);
    if (this.#isWanted) this.#ts.restart();
  }

  #endFlv({ isUnfit }: { isUnfit: boolean }): void {
    this.#isUnfit = isUnfit;
    void this.#flv?.feed.close();
    this.#flv = undefined;
  }
}
