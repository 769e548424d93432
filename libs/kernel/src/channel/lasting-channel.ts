import type { Clock } from '../clock.js';
import { connectChannel } from './connect-channel.js';
import type { ChannelEnd, ChannelOptions, FrameChannel } from './frame-channel.js';

export interface LastingChannelOptions {
  path: string;
  /** Between two attempts. */
  retryMs: number;
  clock: Clock;
  heartbeat?: ChannelOptions['heartbeat'] | undefined;
  /** After each connect: what the peer must know comes first. */
  onConnected(channel: FrameChannel): void;
  onMessage(channel: FrameChannel, message: unknown, bytes: Buffer): void;
  onLost(reason: ChannelEnd): void;
}

/** A channel to a process that may be started later, or again: connects by itself until it is closed. */
export class LastingChannel {
  readonly #options: LastingChannelOptions;
  readonly #abort = new AbortController();
  #channel: FrameChannel | undefined;

  private constructor(options: LastingChannelOptions) {
    this.#options = options;
  }

  static open(options: LastingChannelOptions): LastingChannel {
    const lasting = new LastingChannel(options);
    void lasting.#run();
    return lasting;
  }

  get isConnected(): boolean {
    return this.#channel !== undefined;
  }

  /** Whether it was sent: nothing is kept for a peer that is away. */
  send(message: unknown): boolean {
    return this.#channel?.send(message) ?? false;
  }

  close(): void {
    this.#abort.abort(new Error('closed'));
    this.#channel?.close();
  }

  async #run(): Promise<void> {
    const { clock, retryMs } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await this.#connectOnce(signal);
      await clock.sleep(retryMs, signal).catch(() => undefined);
    }
  }

  async #connectOnce(signal: AbortSignal): Promise<void> {
    const { path, clock, heartbeat, onConnected, onMessage, onLost } = this.#options;
    const options = heartbeat === undefined ? { clock, signal } : { clock, signal, heartbeat };
    const channel = await connectChannel(path, options).catch(() => undefined);
    if (!channel) return;
    await new Promise<void>((resolve) => {
      this.#channel = channel;
      channel.events.on('frame', ({ message, bytes }) => onMessage(channel, message, bytes));
      channel.events.on('closed', ({ reason }) => {
        this.#channel = undefined;
        if (!signal.aborted) onLost(reason);
        resolve();
      });
      onConnected(channel);
    });
  }
}
