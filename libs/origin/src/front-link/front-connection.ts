import {
  type ChannelOptions,
  type Clock,
  type FrameChannel,
  LastingChannel,
  type Log,
  type Span,
  TypedEvents,
} from '#kernel';
import { type DirectoryShow, type FrontReport, fromFrontSchema } from './messages.js';

export interface FrontConnectionOptions {
  /** `front.sock` in the folder of the sockets. */
  path: string;
  playbackSecret: string;
  clock: Clock;
  log: Log;
  heartbeat?: ChannelOptions['heartbeat'];
}

export interface FrontConnectionEvents {
  connected: undefined;
  report: FrontReport;
  readers: { showId: string; readers: readonly string[] };
  spans: readonly Span[];
  /** The front's port, and shows whose media it has: those that are no more must be set as `gone`. */
  hello: { port: number; showIds: readonly string[] };
}

const RETRY_MS = 100;
const MOST_GONE = 1_000;

const goneShow = (id: string): DirectoryShow => ({ id, isPrivate: true, state: 'gone', bannedMarks: [] });

/**
 * The server's side of the connection to the front: keeps the directory of shows and says it whole after each connect.
 * A front that is away misses nothing that counts.
 */
export class FrontConnection {
  readonly events = new TypedEvents<FrontConnectionEvents>();
  readonly #log: Log;
  readonly #playbackSecret: string;
  readonly #channel: LastingChannel;
  readonly #shows = new Map<string, DirectoryShow>();
  /** Told again after each connect: the front may have been away. The oldest are forgotten; `hello` names those. */
  readonly #gone = new Set<string>();

  private constructor({ path, playbackSecret, clock, log, heartbeat }: FrontConnectionOptions) {
    this.#log = log;
    this.#playbackSecret = playbackSecret;
    this.#channel = LastingChannel.open({
      path,
      retryMs: RETRY_MS,
      clock,
      heartbeat,
      onConnected: (channel) => this.#greet(channel),
      onMessage: (channel, message) => this.#take(channel, message),
      onLost: (reason) => log.warn('origin.front | the front is gone', { reason }),
    });
  }

  /** Connects by itself, again and again, until it is closed. */
  static open(options: FrontConnectionOptions): FrontConnection {
    return new FrontConnection(options);
  }

  get isConnected(): boolean {
    return this.#channel.isConnected;
  }

  find(showId: string): DirectoryShow | undefined {
    return this.#shows.get(showId);
  }

  /** Tells a show that is new or has changed. Of one that is `gone` only the id is kept. */
  set(show: DirectoryShow): void {
    const { id, state } = show;
    this.#gone.delete(id);
    this.#shows.delete(id);
    if (state === 'gone') this.#gone.add(id);
    else this.#shows.set(id, show);
    for (const oldest of this.#gone) {
      if (this.#gone.size <= MOST_GONE) break;
      this.#gone.delete(oldest);
    }
    this.#channel.send({ kind: 'show', show });
  }

  close(): void {
    this.#channel.close();
    this.events.clear();
  }

  #greet(channel: FrameChannel): void {
    channel.send({ kind: 'directory', playbackSecret: this.#playbackSecret });
    for (const show of this.#shows.values()) channel.send({ kind: 'show', show });
    for (const id of this.#gone) channel.send({ kind: 'show', show: goneShow(id) });
    channel.send({ kind: 'directory-end' });
    this.events.emit('connected', undefined);
  }

  #take(channel: FrameChannel, received: unknown): void {
    const message = fromFrontSchema.safeParse(received);
    if (!message.success) {
      this.#log.error('origin.front | what the front says cannot be read', { error: message.error });
      channel.close();
      return;
    }
    const { data } = message;
    if (data.kind === 'report') this.events.emit('report', data);
    else if (data.kind === 'readers') this.events.emit('readers', data);
    else if (data.kind === 'spans') this.events.emit('spans', data.spans);
    else this.events.emit('hello', data);
  }
}
