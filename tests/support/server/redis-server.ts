import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child, systemClock } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { waitFor } from '../kernel/wait-for.js';

const READY_WITHIN_MS = 15_000;
const LOOPBACK = '127.0.0.1';

export interface RedisOptions {
  /** An address of this machine. */
  host?: string;
}

/** A Redis of its own on a free port; nothing is kept over a restart. */
export class RedisServer {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #options: RedisOptions;
  #child: Child | undefined;

  static async create(options: RedisOptions = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.start();
    return server;
  }

  private constructor(port: number, options: RedisOptions) {
    this.#port = port;
    this.#options = options;
    this.#folder = mkdtempSync(join(tmpdir(), 'proscenium-redis-'));
    this.url = `redis://${options.host ?? LOOPBACK}:${port}`;
  }

  async start(): Promise<void> {
    const { host = LOOPBACK } = this.#options;
    const child = new Child({
      name: 'redis-server',
      command: 'redis-server',
      args: [
        ...['--port', String(this.#port), '--bind', host, '--protected-mode', 'no'],
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

  /** Its memory is full from now on, or is not: it answers, and refuses all that would take more. */
  setFull(isFull: boolean): void {
    const { host = LOOPBACK } = this.#options;
    const setting = ['config', 'set', 'maxmemory', isFull ? '1' : '0'];
    execFileSync('redis-cli', ['-h', host, '-p', String(this.#port), ...setting], { stdio: 'pipe' });
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
