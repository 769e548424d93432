import { connect, createServer, type Server, type Socket } from 'node:net';

/** One address for a server that others may replace: as a name that a fail-over points elsewhere. */
export class SwitchedAddress {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #path: string;

  /** `path`: the socket file of the server. */
  static async create(path: string): Promise<SwitchedAddress> {
    const address = new SwitchedAddress(path);
    await new Promise<void>((resolve, reject) => {
      address.#server.once('error', reject);
      address.#server.listen(0, '127.0.0.1', resolve);
    });
    return address;
  }

  private constructor(path: string) {
    this.#path = path;
    this.#server = createServer({ noDelay: true }, (client) => this.#pass(client));
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Connections to the one before end. */
  switchTo(path: string): void {
    this.#path = path;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #pass(client: Socket): void {
    const server = connect(this.#path);
    client.pipe(server);
    server.pipe(client);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
