import type { Connection } from '../signaling/connection.js';
import type { CaptionChannel, CaptionLine } from './caption-channel.js';

export interface CaptionLinesOptions {
  connection: Pick<Connection, 'request'>;
  /** Nothing while there is no path to the stage. */
  open: () => Promise<CaptionChannel> | undefined;
}

/** The way of a captioner's lines: the stage's data channel while it is open, and the socket before and after. */
export class CaptionLines {
  readonly #options: CaptionLinesOptions;
  #channel: Pick<CaptionChannel, 'isOpen' | 'say' | 'close'> | undefined;
  #opening: object | undefined;

  constructor(options: CaptionLinesOptions) {
    this.#options = options;
  }

  /** Opens the channel, so that it is there for the next line. Nobody waits for it. */
  prepare(): void {
    if (this.#opening !== undefined || this.#channel?.isOpen) return;
    const opening = {};
    this.#opening = opening;
    void this.#open(opening);
  }

  /** Resolves when the line was taken; rejects with what the server says. It is sent one way alone, and never again by itself. */
  async say(line: CaptionLine): Promise<void> {
    if (this.#channel?.isOpen) return this.#channel.say(line);
    this.prepare();
    await this.#options.connection.request('programme.caption', line);
  }

  /** The path it went over is another one now, or none. */
  forget(): void {
    this.#opening = undefined;
    this.#channel?.close();
    this.#channel = undefined;
  }

  async #open(opening: object): Promise<void> {
    // Where data finds no way, lines find theirs over the socket.
    const channel = await Promise.resolve(this.#options.open()).catch(() => undefined);
    if (this.#opening !== opening) return channel?.close();
    this.#opening = undefined;
    this.#channel = channel;
  }
}
