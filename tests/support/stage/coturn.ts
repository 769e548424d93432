import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, systemClock } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { waitFor } from '../kernel/wait-for.js';

const READY_WITHIN_MS = 10_000;

const render = async (secret: string, settings: Record<string, string>): Promise<string> => {
  const script = join(import.meta.dirname, '..', '..', '..', 'infra', 'turn', 'render.mjs');
  const args = [script, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)];
  const env = { ...process.env, TURN_SECRET: secret };
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

/** A real coturn with the project's own configuration. */
export class Coturn {
  readonly url: string;
  readonly port: number;
  readonly secret: string;
  readonly #child: Child;
  readonly #folder: string;

  static async create(options: { port?: number; secret?: string } = {}): Promise<Coturn> {
    const folder = await mkdtemp(join(tmpdir(), 'proscenium-turn-'));
    const { port = await freePort(), secret = 'a-secret-of-the-test' } = options;
    const configuration = await render(secret, {
      PORT: String(port),
      LISTEN_HOST: '127.0.0.1',
      MEDIA_ADDRESS: '127.0.0.1',
      LOG_FILE: join(folder, 'log'),
      PID_FILE: join(folder, 'pid'),
    });
    await writeFile(join(folder, 'turnserver.conf'), configuration);
    const child = new Child({
      name: 'coturn',
      command: 'turnserver',
      args: ['-c', join(folder, 'turnserver.conf')],
      clock: systemClock,
    });
    await waitFor('coturn to listen', READY_WITHIN_MS, () => {
      if (!child.isRunning) throw new Error(`coturn ended: ${child.stderrTail}`);
      return answers(port);
    });
    return new Coturn(child, folder, port, secret);
  }

  private constructor(child: Child, folder: string, port: number, secret: string) {
    this.#child = child;
    this.#folder = folder;
    this.port = port;
    this.url = `turn:127.0.0.1:${port}`;
    this.secret = secret;
  }

  async close(): Promise<void> {
    await this.#child.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
