import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION, type ServerEvent } from '#protocol';
import { SignalLog } from '../kernel/signal-log.js';

const ANSWER_MS = 15_000;

/** A page's socket to one node of several, as the browser SDK opens it. */
export class PageSocket {
  readonly heard = new SignalLog<ServerEvent>();
  /** The connection has ended, by whichever side. */
  readonly lost: Promise<void>;
  readonly #socket: Socket;

  static async join(origin: string, showId: string, ticket: string): Promise<PageSocket> {
    const socket = io(origin, {
      path: '/signal',
      query: { show: showId },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
    });
    const page = new PageSocket(socket);
    await page.ask('session.join', {
      version: PROTOCOL_VERSION,
      ticket,
      tabId: `tab-${socket.io.engine?.id ?? ''}`,
    });
    return page;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.lost = new Promise((resolve) => {
      socket.once('disconnect', () => resolve());
    });
    socket.onAny((name: string, data: unknown) => this.heard.push({ name, data } as ServerEvent));
  }

  /** Rejects with the code of a refusal. */
  async ask(name: string, data: unknown, withinMs = ANSWER_MS): Promise<unknown> {
    const ack = await this.#socket.timeout(withinMs).emitWithAck(name, data);
    if (ack.ok) return ack.data;
    throw new Error(`${name}: ${ack.error.code}`);
  }

  async chat(text: string): Promise<void> {
    await this.ask('chat.send', { text });
  }

  hasHeard(text: string): boolean {
    return this.heard.all.some(
      ({ name, data }) => name === 'chat.messages' && JSON.stringify(data).includes(text),
    );
  }

  close(): void {
    this.#socket.disconnect();
  }
}
