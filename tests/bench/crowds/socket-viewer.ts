import { PlainWebSocket } from '../../support/network/plain-web-socket.js';

/** Numbers of engine.io and socket.io packets, as far as a viewer meets them. */
const PING = Buffer.from('2');
const CONNECTED = Buffer.from('40{');
const EVENT = Buffer.from('42');
const ACK = Buffer.from('43');
const PONG = '3';
const CONNECT = '40';

const startsWith = (text: Buffer, start: Buffer): boolean =>
  text.length >= start.length && text.compare(start, 0, start.length, 0, start.length) === 0;

interface JoinOptions {
  ticket: string;
  tabId: string;
  /** Where the viewer is, to a server that trusts this machine as its proxy. */
  address?: string;
}

/** One viewer's socket without a socket.io client: thousands of them cost the generator little. */
export class SocketViewer {
  /** Each event's bytes as they came, undecoded, good until it returns. */
  onEvent: ((text: Buffer) => void) | undefined;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #socket: PlainWebSocket | undefined;
  #connected: () => void = () => undefined;
  #asked = 0;

  static join(port: number, person: string): Promise<SocketViewer> {
    return SocketViewer.joinWith(port, { ticket: `viewer:${person}`, tabId: 't' });
  }

  static async joinWith(port: number, { ticket, tabId, address }: JoinOptions): Promise<SocketViewer> {
    const viewer = new SocketViewer();
    const connected = new Promise<void>((resolve) => {
      viewer.#connected = resolve;
    });
    viewer.#socket = await PlainWebSocket.open(
      port,
      '/signal/?EIO=4&transport=websocket',
      (text) => viewer.#hear(text),
      address === undefined ? {} : { 'X-Forwarded-For': address },
    );
    viewer.#socket.send(CONNECT);
    await connected;
    await viewer.ask('session.join', { version: 1, ticket, tabId });
    return viewer;
  }

  private constructor() {}

  async ask(name: string, data: unknown): Promise<unknown> {
    const id = this.#asked;
    this.#asked += 1;
    const answer = await new Promise<unknown>((resolve) => {
      this.#answers.set(id, resolve);
      this.#socket?.send(`42${id}${JSON.stringify([name, data])}`);
    });
    const { ok, error } = answer as { ok: boolean; error?: { code: string } };
    if (!ok) throw new Error(`${name} was refused: ${error?.code}`);
    return answer;
  }

  close(): void {
    this.#socket?.close();
  }

  #hear(text: Buffer): void {
    if (startsWith(text, EVENT)) this.onEvent?.(text);
    else if (startsWith(text, ACK)) this.#answered(text.toString());
    else if (text.equals(PING)) this.#socket?.send(PONG);
    else if (startsWith(text, CONNECTED)) this.#connected();
  }

  #answered(text: string): void {
    const match = /^43(\d+)(\[.*)$/s.exec(text);
    if (match?.[1] === undefined || match[2] === undefined) return;
    const id = Number(match[1]);
    this.#answers.get(id)?.((JSON.parse(match[2]) as unknown[])[0]);
    this.#answers.delete(id);
  }
}
