import { join } from 'node:path';
import {
  type ChannelListener,
  type Clock,
  type FrameChannel,
  type Log,
  listenChannels,
  type Span,
  WAITS_FOR_PEER,
} from '#kernel';
import { type FromFront, type Origin, type ShowReport, toFrontSchema } from '#origin';
import type { ShowDirectory } from '../shows/show-directory.js';

export interface ServerLinkOptions {
  runFolder: string;
  directory: ShowDirectory;
  origin: Origin;
  /** Shows whose media lies on this disk. */
  showIdsWithMedia(): string[];
  /** What the front counts beside its shows. */
  counts(): { storedBytes: number; proxied: number; unavailable: number };
  /** For traces: what was noted since they were taken last. */
  takeSpans(): Span[];
  port: number;
  clock: Clock;
  log: Log;
}

const REPORT_MS = 1_000;
const READERS_MS = 5_000;
const MOST_READERS_TOLD = 20_000;
const MOST_PARTS_TOLD = 1_000;

/** The front's side of the connection to the server: hears of shows, tells who watches and how well. */
export class ServerLink {
  readonly #options: ServerLinkOptions;
  readonly #channels = new Set<FrameChannel>();
  readonly #parts = new Map<string, number[]>();
  readonly #cancels: (() => void)[];
  #listener: ChannelListener | undefined;

  private constructor(options: ServerLinkOptions) {
    this.#options = options;
    const { clock } = options;
    this.#cancels = [
      clock.every(REPORT_MS, () => this.#report()),
      clock.every(READERS_MS, () => this.#tellReaders()),
    ];
  }

  static async open(options: ServerLinkOptions): Promise<ServerLink> {
    const link = new ServerLink(options);
    link.#listener = await listenChannels(
      join(options.runFolder, 'front.sock'),
      (channel) => link.#welcome(channel),
      // A stopped server takes nobody off the air: whom it told of stays known.
      { clock: options.clock, heartbeat: WAITS_FOR_PEER },
    );
    return link;
  }

  addPart(showId: string, behindMs: number): void {
    const parts = this.#parts.get(showId) ?? [];
    if (parts.length < MOST_PARTS_TOLD) parts.push(behindMs);
    this.#parts.set(showId, parts);
  }

  async close(): Promise<void> {
    for (const cancel of this.#cancels) cancel();
    await this.#listener?.close();
  }

  #welcome(channel: FrameChannel): void {
    const { directory, log, port, showIdsWithMedia } = this.#options;
    // A server that was started again: the one before is gone, whether its connection says so or not.
    for (const older of [...this.#channels]) older.close();
    this.#channels.add(channel);
    channel.events.on('closed', () => this.#channels.delete(channel));
    channel.events.on('frame', ({ message }) => {
      const said = toFrontSchema.safeParse(message);
      if (said.success) {
        directory.take(said.data);
        return;
      }
      log.error('front.link | what the server says cannot be read', { error: said.error });
      channel.close();
    });
    channel.send({ kind: 'hello', port, showIds: showIdsWithMedia() } satisfies FromFront);
  }

  #report(): void {
    const { origin, counts, takeSpans } = this.#options;
    const spans = takeSpans();
    if (spans.length > 0) this.#tell({ kind: 'spans', spans });
    const shows = [...this.#options.directory.playbacks()].map(([id, playback]): ShowReport => {
      const { latency, stalls } = origin.audienceOf(id);
      // Taken only while a server listens: until then the figures of players are kept.
      const quality = this.#channels.size === 0 ? undefined : origin.takeQuality(id);
      return {
        id,
        ...(latency === undefined ? {} : { latency }),
        stalls,
        ...(quality === undefined ? {} : { quality }),
        partsBehindMs: this.#parts.get(id) ?? [],
        rewind: playback.isRewindWorking ? 'working' : 'stopped',
        isPlayable: playback.isPlayable,
        isFollowing: playback.isFollowing,
      };
    });
    this.#parts.clear();
    this.#tell({ kind: 'report', held: origin.heldCount, ...counts(), shows });
  }

  #tellReaders(): void {
    const { directory, origin } = this.#options;
    for (const [showId] of directory.playbacks())
      this.#tell({
        kind: 'readers',
        showId,
        readers: origin.readersOf(showId).slice(0, MOST_READERS_TOLD),
      });
  }

  #tell(message: FromFront): void {
    for (const channel of this.#channels) channel.send(message);
  }
}
