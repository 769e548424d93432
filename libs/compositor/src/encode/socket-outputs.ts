import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type OnBytes = (name: string, chunk: Uint8Array) => void;

/**
 * One Unix socket for each output of an encoder, in a folder that only we may enter. The names vanish as soon
 * as everybody has connected, so that even a killed server leaves nothing behind.
 */
export class SocketOutputs {
  readonly #folder: string;
  readonly #servers: Server[] = [];
  readonly #sockets = new Map<Socket, Promise<void>>();
  #waiting: number;

  private constructor(folder: string, count: number) {
    this.#folder = folder;
    this.#waiting = count;
  }

  static async create(names: readonly string[], onBytes: OnBytes): Promise<SocketOutputs> {
    const folder = await mkdtemp(join(tmpdir(), 'proscenium-'));
    const outputs = new SocketOutputs(folder, names.length);
    await Promise.all(names.map((name, index) => outputs.#listen(name, index, onBytes)));
    return outputs;
  }

  url(index: number): string {
    return `unix:${this.#path(index)}`;
  }

  /** Everything that was sent has been handed on. Call it when the sender is gone. */
  async drained(): Promise<void> {
    await Promise.all(this.#sockets.values());
  }

  async close(): Promise<void> {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets.keys()) socket.destroy();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #path(index: number): string {
    return join(this.#folder, `${index}`);
  }

  #listen(name: string, index: number, onBytes: OnBytes): Promise<void> {
    const server = createServer((socket) => {
      server.close();
      this.#waiting -= 1;
      if (this.#waiting === 0) rm(this.#folder, { recursive: true, force: true }).catch(() => undefined);
      socket.on('data', (chunk: Buffer) => onBytes(name, chunk));
      // An encoder that is killed resets its sockets; its exit tells the story.
      socket.on('error', () => undefined);
      this.#sockets.set(socket, new Promise((resolve) => socket.once('close', () => resolve())));
    });
    this.#servers.push(server);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#path(index), resolve);
    });
  }
}
