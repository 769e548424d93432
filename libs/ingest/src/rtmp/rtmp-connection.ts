import type { Socket } from 'node:net';
import type { Clock, Log } from '#kernel';
import type { FeedCommand } from '../feed/feed-command.js';
import { FlvFeed } from '../feed/flv-feed.js';
import { RtpRelay } from '../feed/rtp-relay.js';
import { FLV_TYPE } from '../flv/flv.js';
import type { IngestLink, LinkedEncoder, LinkedTarget } from '../link/ingest-link.js';
import { readMetadata } from './read-metadata.js';
import { RtmpSession } from './rtmp-session.js';

export interface RtmpConnectionOptions {
  socket: Socket;
  ffmpeg: FeedCommand;
  link: IngestLink;
  clock: Clock;
  log: Log;
  /** Counted against the network, until the key was right. */
  mayTry: () => Promise<boolean>;
  wasRight: () => void;
  ended: () => void;
}

/** Answers are short: a sender that reads none of them for so long reads none at all. */
const MOST_UNREAD_BYTES = 64 << 10;
/** From the first byte to the wish to publish. */
const BEGINS_WITHIN_MS = 10_000;
/** A sender that stops without goodbye; one that pauses sends nothing either, and connects again. */
const SILENT_MS = 20_000;
/** What was refused is read by the sender before the connection ends. */
const LAST_WORDS_MS = 500;

/** One RTMP sender: from its socket to its feed. Media begins when the server has granted the key. */
export class RtmpConnection implements LinkedEncoder {
  readonly #options: RtmpConnectionOptions;
  readonly #session: RtmpSession;
  #sessionId: string | undefined;
  #relay: RtpRelay | undefined;
  #feed: FlvFeed | undefined;
  #isClosed = false;
  readonly #cancelDeadline: () => void;

  constructor(options: RtmpConnectionOptions) {
    this.#options = options;
    const { socket, clock } = options;
    this.#session = new RtmpSession({
      write: (bytes) => {
        socket.write(bytes);
        if (socket.writableLength > MOST_UNREAD_BYTES) socket.destroy();
      },
      wantsToPublish: (key) => void this.#claim(key),
      media: (type, timestampMs, body) => this.#media(type, timestampMs, body),
      goodbye: () => socket.end(),
    });
    this.#cancelDeadline = clock.after(BEGINS_WITHIN_MS, () => {
      if (this.#sessionId === undefined) socket.destroy();
    });
    socket.setNoDelay(true);
    socket.setTimeout(SILENT_MS, () => socket.destroy());
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.on('error', () => undefined);
    socket.once('close', () => void this.close());
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { socket, link, ended } = this.#options;
    this.#cancelDeadline();
    socket.destroy();
    if (this.#sessionId !== undefined) link.gone(this.#sessionId);
    await this.#feed?.close();
    this.#relay?.close();
    ended();
  }

  granted(): void {
    if (this.#isClosed) return;
    if (this.#feed !== undefined) {
      this.#feed.restart();
      return;
    }
    this.#options.wasRight();
    void this.#begin();
  }

  refused(reason: string): void {
    this.#session.refuse(reason);
    this.#endSoon();
  }

  target(target: LinkedTarget): void {
    const relay = this.#relay;
    if (relay === undefined) return;
    relay.setTarget(target);
    const { videoSsrc, audioSsrc } = target;
    this.#feed?.start({ port: relay.port, videoSsrc, audioSsrc, send: (packet) => relay.send(packet) });
  }

  rtcp(packet: Buffer): void {
    this.#relay?.hear(packet);
  }

  lost(): void {
    this.#relay?.setTarget(undefined);
    this.#feed?.pause();
  }

  cut(why: string): void {
    this.#session.refuse(why);
    this.#endSoon();
  }

  #take(bytes: Buffer): void {
    try {
      this.#session.push(bytes);
    } catch (error) {
      this.#options.log.debug('ingest.rtmp | not understood', { error });
      this.#options.socket.destroy();
    }
  }

  #media(type: number, timestampMs: number, body: Buffer): void {
    if (type !== FLV_TYPE.data) {
      this.#feed?.push(type, timestampMs, body);
      return;
    }
    const kinds = readMetadata(body);
    if (kinds !== undefined) this.#feed?.expect(kinds);
  }

  async #claim(key: string): Promise<void> {
    const { link, mayTry } = this.#options;
    if (!(await mayTry())) return this.refused('Too many wrong keys. Wait a minute.');
    if (this.#isClosed) return;
    this.#sessionId = link.claim('rtmp', key, this);
  }

  async #begin(): Promise<void> {
    const { ffmpeg, link, clock, log } = this.#options;
    const relay = await RtpRelay.open(this.#options.clock);
    const name = this.#sessionId ?? '';
    if (this.#isClosed) return relay.close();
    this.#relay = relay;
    relay.onKeyFrameWanted(() => this.#feed?.repeatKeyFrame());
    this.#feed = new FlvFeed({
      name,
      ffmpeg,
      clock,
      log,
      wants: (kinds) => link.wants(name, kinds),
      note: (notes) => link.note(name, notes),
      failed: (reason) => {
        link.note(name, [reason]);
        this.refused(reason);
      },
    });
    this.#session.accept();
  }

  #endSoon(): void {
    const { socket, clock } = this.#options;
    socket.end();
    clock.after(LAST_WORDS_MS, () => socket.destroy());
  }
}
