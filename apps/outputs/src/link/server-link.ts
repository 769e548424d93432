import { type ChannelListener, type Clock, type FrameChannel, type Log, listenChannels } from '#kernel';
import { type FromOutputs, type ToOutputs, toOutputsSchema } from '#outputs';

export interface ServerLinkOptions {
  path: string;
  onTold(message: ToOutputs): void;
  /** What is said first after each connect. */
  greeting(): readonly FromOutputs[];
  clock: Clock;
  log: Log;
}

/** The outputs' side of the connection to the server: hears of shows, tells how their outputs fare. */
export class ServerLink {
  readonly #options: ServerLinkOptions;
  #listener: ChannelListener | undefined;
  #server: FrameChannel | undefined;

  private constructor(options: ServerLinkOptions) {
    this.#options = options;
  }

  static async open(options: ServerLinkOptions): Promise<ServerLink> {
    const link = new ServerLink(options);
    link.#listener = await listenChannels(options.path, (channel) => link.#welcome(channel), {
      clock: options.clock,
    });
    return link;
  }

  /** To the server, where one is connected: the greeting tells the next one. */
  tell(message: FromOutputs): void {
    this.#server?.send(message);
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }

  #welcome(channel: FrameChannel): void {
    const { log, onTold, greeting } = this.#options;
    // A server that was started again: the one before is gone, whether its connection says so or not.
    this.#server?.close();
    this.#server = channel;
    channel.events.on('closed', () => {
      if (this.#server === channel) this.#server = undefined;
    });
    channel.events.on('frame', ({ message }) => {
      const told = toOutputsSchema.safeParse(message);
      if (told.success) {
        onTold(told.data);
        return;
      }
      log.error('outputs.link | what the server says cannot be read', { error: told.error });
      channel.close();
    });
    for (const message of greeting()) channel.send(message);
  }
}
