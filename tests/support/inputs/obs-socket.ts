// biome-ignore lint/suspicious/noExplicitAny: what OBS answers is not ours to describe
type Json = Record<string, any>;

const HELLO = 0;
const IDENTIFY = 1;
const IDENTIFIED = 2;
const REQUEST = 6;
const RESPONSE = 7;

/** The remote control that OBS brings along (obs-websocket, version 5), without a password. */
export class ObsSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<string, (answer: Json) => void>();
  #asked = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: Json };
      if (op === RESPONSE) this.#waiting.get(d.requestId)?.(d);
    });
  }

  static open(url: string): Promise<ObsSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.addEventListener('error', () => reject(new Error('OBS is not there')), { once: true });
      socket.addEventListener('message', ({ data }) => {
        const { op } = JSON.parse(String(data)) as { op: number };
        if (op === HELLO) socket.send(JSON.stringify({ op: IDENTIFY, d: { rpcVersion: 1 } }));
        if (op === IDENTIFIED) resolve(new ObsSocket(socket));
      });
    });
  }

  async ask(requestType: string, requestData: Json = {}): Promise<Json> {
    this.#asked += 1;
    const requestId = String(this.#asked);
    const answered = new Promise<Json>((resolve) => this.#waiting.set(requestId, resolve));
    this.#socket.send(JSON.stringify({ op: REQUEST, d: { requestType, requestId, requestData } }));
    const { requestStatus, responseData } = await answered;
    this.#waiting.delete(requestId);
    if (!requestStatus.result) throw new Error(`OBS refused ${requestType}: ${requestStatus.comment}`);
    return responseData ?? {};
  }

  async close(): Promise<void> {
    this.#socket.close();
  }
}
