import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { hlsFetch } from './hls-client.js';

/** `tears`: half of each answer, then the connection ends. */
export type OriginMood = 'answers' | 'refuses' | 'knows-nothing' | 'hangs' | 'tears';

/** Another node's origin of the same show, as an edge sees it: it passes on what the real one says, or fails to. */
export class FrailOrigin {
  /** Playback alone: what an edge asks to see whether it lives does not count. */
  readonly asked: string[] = [];
  mood: OriginMood = 'answers';
  readonly #target: string;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  static async start(target: string): Promise<FrailOrigin> {
    const origin = new FrailOrigin(target);
    await origin.listen();
    return origin;
  }

  private constructor(target: string) {
    this.#target = target;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Again, where it was killed. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** As by SIGKILL: nothing listens, and what is open is reset. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of this.#sockets) socket.resetAndDestroy();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '/', method = 'GET' } = request;
    if (url.startsWith('/live/')) this.asked.push(url);
    if (this.mood === 'hangs') return;
    if (this.mood === 'refuses' && url.startsWith('/live/')) return void response.writeHead(503).end();
    if (this.mood === 'knows-nothing' && url.startsWith('/live/')) return void response.writeHead(404).end();
    const headers = request.headers as Record<string, string>;
    const { status, headers: given, body } = await hlsFetch(this.#target + url, { method, headers });
    // It hangs since the request came.
    if ((this.mood as OriginMood) === 'hangs') return;
    const { 'transfer-encoding': _, ...rest } = given;
    response.writeHead(status, { ...rest, 'content-length': String(body.length) });
    if (this.mood !== 'tears' || body.length < 2) response.end(body);
    else response.write(body.subarray(0, body.length / 2), () => request.socket.resetAndDestroy());
  }
}
