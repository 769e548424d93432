import { mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { Child, systemClock } from '#kernel';
import { freePort } from '../../support/kernel/free-port.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';

const READY_WITHIN_MS = 5_000;

/** Workers of a root's nginx become `nobody`, who may not look into a test's folder: they keep the user. */
const configOf = (port: number, root: string): string => `
user ${userInfo().username};
worker_processes 1;
pid nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off;
  types { application/vnd.apple.mpegurl m3u8; video/mp4 mp4 m4s; video/mp2t ts; }
  sendfile on;
  tcp_nopush on;
  open_file_cache max=1000;
  server {
    listen 127.0.0.1:${port};
    root ${root};
    add_header Access-Control-Allow-Origin *;
    location ~ m3u8$ { open_file_cache off; add_header Cache-Control no-cache; add_header Access-Control-Allow-Origin *; }
  }
}
`;

/** A real nginx that gives out a folder: the peer that everybody has. */
export class Nginx {
  readonly url: string;
  readonly #child: Child;
  readonly #removeFolder: () => void;

  private constructor(url: string, child: Child, removeFolder: () => void) {
    this.url = url;
    this.#child = child;
    this.#removeFolder = removeFolder;
  }

  static async start(root: string): Promise<Nginx> {
    const { path, remove } = temporaryFolder();
    const port = await freePort();
    await mkdir(join(path, 'logs'), { recursive: true });
    await writeFile(join(path, 'nginx.conf'), configOf(port, root));
    const child = new Child({
      name: 'nginx',
      command: 'nginx',
      args: ['-p', path, '-c', 'nginx.conf', '-e', 'stderr', '-g', 'daemon off;'],
      clock: systemClock,
    });
    const url = `http://127.0.0.1:${port}`;
    await waitFor('nginx to answer', READY_WITHIN_MS, async () => {
      if (!child.isRunning) throw new Error(`nginx ended: ${child.stderrTail}`);
      return (await fetch(url).catch(() => undefined)) !== undefined;
    });
    return new Nginx(url, child, remove);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async close(): Promise<void> {
    this.#child.signal('SIGTERM');
    await this.#child.stop();
    this.#removeFolder();
  }
}
