import { WebSocket } from 'ws';

/** Numbers of engine.io and socket.io packets, as far as a viewer meets them. */
const PING = '2';
const PONG = '3';
const CONNECT = '40';
const CONNECTED = '40{';
const EVENT = '42';
const ACK = '43';

/** One viewer's socket without a socket.io client: thousands of them cost the generator little. */
export class SocketViewer {
  /** Each event's text as it came, undecoded. */
  onEvent: ((text: string) => void) | undefined;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static join(port: number, person: string): Promise<SocketViewer> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/signal/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
    });
    const viewer = new SocketViewer(socket);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (data: Buffer) => {
        const text = data.toString('utf8');
        if (text === PING) socket.send(PONG);
        else if (text.startsWith(EVENT)) viewer.onEvent?.(text);
        else if (text.startsWith(ACK)) viewer.#answered(text);
        else if (text.startsWith(CONNECTED)) {
          const join = { version: 1, ticket: `viewer:${person}`, tabId: 't' };
          viewer.ask('session.join', join).then(() => resolve(viewer), reject);
        } else if (text.startsWith('0')) socket.send(CONNECT);
      });
    });
  }

  async ask(name: string, data: unknown): Promise<unknown> {
    const id = this.#asked;
    this.#asked += 1;
    const answer = await new Promise<unknown>((resolve) => {
      this.#answers.set(id, resolve);
      this.#socket.send(`${EVENT}${id}${JSON.stringify([name, data])}`);
    });
    const { ok, error } = answer as { ok: boolean; error?: { code: string } };
    if (!ok) throw new Error(`${name} was refused: ${error?.code}`);
    return answer;
  }

  close(): void {
    this.#socket.terminate();
  }

  #answered(text: string): void {
    const match = /^43(\d+)(\[.*)$/s.exec(text);
    if (match?.[1] === undefined || match[2] === undefined) return;
    const id = Number(match[1]);
    this.#answers.get(id)?.((JSON.parse(match[2]) as unknown[])[0]);
    this.#answers.delete(id);
  }
}
