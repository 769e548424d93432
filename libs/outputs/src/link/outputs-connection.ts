import {
  type ChannelOptions,
  type Clock,
  connectChannel,
  type FrameChannel,
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
  recording: { isOn: false },
});

/**
 * The server's side of the connection to the outputs: keeps which shows are on air and says all of it after each
 * connect. A process that is away misses nothing that counts.
 */
export class OutputsConnection {
  readonly events = new TypedEvents<OutputsConnectionEvents>();
  readonly #options: OutputsConnectionOptions;
  readonly #shows = new Map<string, OutputsShow>();
  /** Repeated after each connect. The oldest are forgotten: `hello` names those. */
  readonly #gone = new Set<string>();
  readonly #abort = new AbortController();
  #channel: FrameChannel | undefined;

  private constructor(options: OutputsConnectionOptions) {
    this.#options = options;
  }

  /** Connects by itself, again and again, until it is closed. */
  static open(options: OutputsConnectionOptions): OutputsConnection {
    const connection = new OutputsConnection(options);
    void connection.#run();
    return connection;
  }

  get isConnected(): boolean {
    return this.#channel !== undefined;
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
    return this.#channel?.send(message) ?? false;
  }

  close(): void {
    this.#abort.abort(new Error('closed'));
    this.#channel?.close();
    this.events.clear();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await this.#connectOnce(signal);
      await clock.sleep(RETRY_MS, signal).catch(() => undefined);
    }
  }

  async #connectOnce(signal: AbortSignal): Promise<void> {
    const { path, clock, heartbeat } = this.#options;
    const options = heartbeat === undefined ? { clock, signal } : { clock, signal, heartbeat };
    const channel = await connectChannel(path, options).catch(() => undefined);
    if (!channel) return;
    await new Promise<void>((resolve) => {
      this.#channel = channel;
      channel.events.on('frame', ({ message }) => this.#take(channel, message));
      channel.events.on('closed', () => {
        this.#channel = undefined;
        this.events.emit('disconnected', undefined);
        resolve();
      });
      this.send({ kind: 'shows' });
      for (const show of this.#shows.values()) this.send({ kind: 'show', show });
      for (const id of this.#gone) this.send({ kind: 'show', show: goneShow(id) });
      this.send({ kind: 'shows-end' });
      this.events.emit('connected', undefined);
    });
  }

  #take(channel: FrameChannel, received: unknown): void {
    const message = fromOutputsSchema.safeParse(received);
    if (message.success) {
      this.events.emit('said', message.data);
      return;
    }
    this.#options.log.error('outputs.link | what the outputs say cannot be read', { error: message.error });
    channel.close();
  }
}
