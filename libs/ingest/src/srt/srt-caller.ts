import type { Clock, Log } from '#kernel';
import type { FeedCommand } from '../feed/feed-command.js';
import { RtpRelay } from '../feed/rtp-relay.js';
import type { IngestLink, LinkedEncoder, LinkedTarget } from '../link/ingest-link.js';
import { SrtFeed } from './srt-feed.js';

export interface SrtCallerOptions {
  key: string;
  ffmpeg: FeedCommand;
  link: Pick<IngestLink, 'claim' | 'wants' | 'note' | 'gone'>;
  clock: Clock;
  log: Log;
  /** Counted against the network, until the key was right. */
  mayTry: () => Promise<boolean>;
  wasRight: () => void;
  /** The socket is to be closed; `close` of this caller was called by itself. */
  ended: () => void;
}

/** A sender that is connected and sends nothing; one that pauses connects again. */
const SILENT_MS = 20_000;

/** One SRT caller: from its handshake to its feed. Media begins when the server has granted the key. */
export class SrtCaller implements LinkedEncoder {
  readonly #options: SrtCallerOptions;
  readonly #feed: SrtFeed;
  #sessionId: string | undefined;
  #relay: RtpRelay | undefined;
  #isBegun = false;
  #isClosed = false;
  #heardMs: number;
  #cancelSilence: () => void = () => undefined;

  constructor(options: SrtCallerOptions) {
    this.#options = options;
    const { ffmpeg, link, clock, log } = options;
    this.#heardMs = clock.monotonicMs();
    this.#feed = new SrtFeed({
      name: 'srt',
      ffmpeg,
      clock,
      log,
      wants: (kinds) => this.#sessionId !== undefined && link.wants(this.#sessionId, kinds),
      note: (notes) => this.#sessionId !== undefined && link.note(this.#sessionId, notes),
      failed: (reason) => {
        if (this.#sessionId !== undefined) link.note(this.#sessionId, [reason]);
        this.refused(reason);
      },
    });
    this.#watchSilence(SILENT_MS);
    void this.#claim();
  }

  push(message: Buffer): void {
    this.#heardMs = this.#options.clock.monotonicMs();
    this.#feed.push(message);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { link, ended } = this.#options;
    this.#cancelSilence();
    ended();
    if (this.#sessionId !== undefined) link.gone(this.#sessionId);
    await this.#feed.close();
    this.#relay?.close();
  }

  granted(): void {
    if (this.#isClosed) return;
    this.#options.wasRight();
    if (this.#relay !== undefined) this.#feed.restart();
    else if (!this.#isBegun) void this.#begin();
  }

  refused(reason: string): void {
    this.#options.log.info('ingest.srt | refused', { sessionId: this.#sessionId, reason });
    void this.close();
  }

  target(target: LinkedTarget): void {
    const relay = this.#relay;
    if (relay === undefined) return;
    relay.setTarget(target);
    const { videoSsrc, audioSsrc } = target;
    this.#feed.start({ port: relay.port, videoSsrc, audioSsrc, send: (packet) => relay.send(packet) });
  }

  rtcp(packet: Buffer): void {
    this.#relay?.hear(packet);
  }

  lost(): void {
    this.#relay?.setTarget(undefined);
    this.#feed.pause();
  }

  cut(why: string): void {
    this.refused(why);
  }

  async #claim(): Promise<void> {
    const { link, mayTry, key } = this.#options;
    if (!(await mayTry())) return this.refused('Too many wrong keys. Wait a minute.');
    if (!this.#isClosed) this.#sessionId = link.claim('srt', key, this);
  }

  async #begin(): Promise<void> {
    this.#isBegun = true;
    try {
      const relay = await RtpRelay.open(this.#options.clock);
      if (this.#isClosed) return relay.close();
      this.#relay = relay;
      relay.onKeyFrameWanted(() => this.#feed.repeatKeyFrame());
      this.#feed.restart();
    } catch (error) {
      this.#options.log.warn('ingest.srt | no relay', { error });
      void this.close();
    }
  }

  #watchSilence(waitMs: number): void {
    const { clock } = this.#options;
    this.#cancelSilence = clock.after(waitMs, () => {
      const leftMs = this.#heardMs + SILENT_MS - clock.monotonicMs();
      if (leftMs <= 0) this.refused('Nothing came any more.');
      else this.#watchSilence(leftMs);
    });
  }
}
