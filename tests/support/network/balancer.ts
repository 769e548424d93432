import { connect, createServer, type Server, type Socket } from 'node:net';

interface Target {
  host: string;
  port: number;
}

/** In front of several nodes: each new connection goes to the first of them that takes it. */
export class Balancer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async create(targets: readonly Target[]): Promise<Balancer> {
    const balancer = new Balancer(targets);
    await new Promise<void>((resolve, reject) => {
      balancer.#server.once('error', reject);
      balancer.#server.listen(0, '127.0.0.1', resolve);
    });
    return balancer;
  }

  private constructor(targets: readonly Target[]) {
    this.#server = createServer({ noDelay: true }, (client) => this.#pass(client, targets));
  }

  get url(): string {
    const address = this.#server.address();
    return `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #pass(client: Socket, [target, ...others]: readonly Target[]): void {
    if (target === undefined || client.destroyed) {
      client.destroy();
      return;
    }
    const node = connect(target.port, target.host);
    node.setNoDelay(true);
    let isOpen = false;
    node.once('connect', () => {
      isOpen = true;
      client.pipe(node);
      node.pipe(client);
    });
    node.once('close', () => (isOpen ? client.destroy() : this.#pass(client, others)));
    client.once('close', () => node.destroy());
    for (const socket of [client, node]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.#sockets.delete(socket));
    }
  }
}
