import {
  type ChannelOptions,
  type Clock,
  type FrameChannel,
  LastingChannel,
  type Log,
  TypedEvents,
} from '#kernel';
import { type FromOutputs, fromOutputsSchema, type OutputsShow, type ToOutputs } from './messages.js';

export interface OutputsConnectionOptions {
  /** `outputs.sock` in the folder of the sockets. */
  path: string;
  clock: Clock;
  log: Log;
  heartbeat?: ChannelOptions['heartbeat'];
}

export interface OutputsConnectionEvents {
  connected: undefined;
  disconnected: undefined;
  said: FromOutputs;
}

/** The process of the outputs is started after the server: it is looked for all the time, and not often. */
const RETRY_MS = 200;
const MOST_GONE = 1_000;

const goneShow = (id: string): OutputsShow => ({
  id,
  state: 'gone',
  recording: { isOn: false, tracks: false },
});

/**
 * The server's side of the connection to the outputs: keeps which shows are on air and says all of it after each
 * connect. A process that is away misses nothing that counts.
 */
export class OutputsConnection {
  readonly events = new TypedEvents<OutputsConnectionEvents>();
  readonly #log: Log;
  readonly #channel: LastingChannel;
  readonly #shows = new Map<string, OutputsShow>();
  /** Repeated after each connect. The oldest are forgotten: `hello` names those. */
  readonly #gone = new Set<string>();

  private constructor({ path, clock, log, heartbeat }: OutputsConnectionOptions) {
    this.#log = log;
    this.#channel = LastingChannel.open({
      path,
      retryMs: RETRY_MS,
      clock,
      heartbeat,
      onConnected: (channel) => this.#greet(channel),
      onMessage: (channel, message) => this.#take(channel, message),
      onLost: () => this.events.emit('disconnected', undefined),
    });
  }

  /** Connects by itself, again and again, until it is closed. */
  static open(options: OutputsConnectionOptions): OutputsConnection {
    return new OutputsConnection(options);
  }

  get isConnected(): boolean {
    return this.#channel.isConnected;
  }

  find(showId: string): OutputsShow | undefined {
    return this.#shows.get(showId);
  }

  /** Tells a show that is new or has changed. Of one that is `over` nothing is kept, of one that is `gone` the id. */
  set(show: OutputsShow): void {
    const { id, state } = show;
    this.#gone.delete(id);
    this.#shows.delete(id);
    if (state === 'on-air') this.#shows.set(id, show);
    else if (state === 'gone') this.#gone.add(id);
    for (const oldest of this.#gone) {
      if (this.#gone.size <= MOST_GONE) break;
      this.#gone.delete(oldest);
    }
    this.send({ kind: 'show', show });
  }

  /** Whether it was sent: nothing is kept for a process that is away. */
  send(message: ToOutputs): boolean {
    return this.#channel.send(message);
  }

  close(): void {
    this.#channel.close();
    this.events.clear();
  }

  #greet(channel: FrameChannel): void {
    const say = (message: ToOutputs) => channel.send(message);
    say({ kind: 'shows' });
    for (const show of this.#shows.values()) say({ kind: 'show', show });
    for (const id of this.#gone) say({ kind: 'show', show: goneShow(id) });
    say({ kind: 'shows-end' });
    this.events.emit('connected', undefined);
  }

  #take(channel: FrameChannel, received: unknown): void {
    const message = fromOutputsSchema.safeParse(received);
    if (message.success) {
      this.events.emit('said', message.data);
      return;
    }
    this.#log.error('outputs.link | what the outputs say cannot be read', { error: message.error });
    channel.close();
  }
}
