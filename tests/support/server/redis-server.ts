import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child, systemClock } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { waitFor } from '../kernel/wait-for.js';

const READY_WITHIN_MS = 15_000;

/** A Redis of its own on a free port; nothing is kept over a restart. */
export class RedisServer {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #child: Child | undefined;

  static async create(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  private constructor(port: number) {
    this.#port = port;
    this.#folder = mkdtempSync(join(tmpdir(), 'proscenium-redis-'));
    this.url = `redis://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    const child = new Child({
      name: 'redis-server',
      command: 'redis-server',
      args: [
        ...['--port', String(this.#port), '--bind', '127.0.0.1'],
        ...['--dir', this.#folder, '--save', '', '--appendonly', 'no'],
      ],
      clock: systemClock,
      cwd: this.#folder,
    });
    this.#child = child;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    await waitFor('Redis to take connections', READY_WITHIN_MS, () => {
      if (!child.isRunning) throw new Error(`redis-server did not start: ${said}`);
      return said.includes('Ready to accept connections');
    });
  }

  /** SIGKILL: no goodbye to clients, and nothing is kept. */
  async kill(): Promise<void> {
    await this.#child?.kill();
    this.#child = undefined;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
