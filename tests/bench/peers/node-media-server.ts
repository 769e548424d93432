import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, systemClock } from '#kernel';
import { freePort } from '../../support/kernel/free-port.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';

/** The last one that makes HLS: from version 4 on it only passes RTMP and HTTP-FLV on. */
export const NODE_MEDIA_SERVER_VERSION = '2.7.4';

const root = join(import.meta.dirname, '..', '..', '..');
const HOME = join(root, 'node_modules', '.cache', `node-media-server-${NODE_MEDIA_SERVER_VERSION}`);
const INSTALLED_WITHIN_MS = 120_000;
const READY_WITHIN_MS = 10_000;
const SCRIPT = 'const Server = require(process.argv[1]); new Server(JSON.parse(process.argv[2])).run();';
/** The form in which its own documentation switches HLS on; the list is as long as in our classic scenario. */
const HLS_FLAGS = '[hls_time=2:hls_list_size=8:hls_flags=delete_segments]';

/** Beside the project's own packages, so that nobody who only wants to run the project has to fetch its sixty. */
async function install(): Promise<string> {
  const found = join(HOME, 'node_modules', 'node-media-server');
  if (existsSync(found)) return found;
  await mkdir(HOME, { recursive: true });
  await writeFile(join(HOME, 'package.json'), '{"private":true}\n');
  const wanted = `node-media-server@${NODE_MEDIA_SERVER_VERSION}`;
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', wanted], {
    cwd: HOME,
    timeout: INSTALLED_WITHIN_MS,
  });
  return found;
}

/** A real node-media-server that takes RTMP and gives HLS out. */
export class NodeMediaServer {
  readonly ingestUrl: string;
  readonly playlistUrl: string;
  readonly #child: Child;
  readonly #removeFolder: () => void;

  static async start(): Promise<NodeMediaServer> {
    const installed = await install();
    const { path, remove } = temporaryFolder();
    const [rtmp, http] = [await freePort(), await freePort()];
    const settings = {
      logType: 1,
      rtmp: { port: rtmp, chunk_size: 60_000, gop_cache: true, ping: 30, ping_timeout: 60 },
      http: { port: http, allow_origin: '*', mediaroot: path },
      trans: {
        ffmpeg: process.env.FFMPEG_PATH ?? '/usr/bin/ffmpeg',
        tasks: [{ app: 'live', hls: true, hlsFlags: HLS_FLAGS }],
      },
    };
    const child = new Child({
      name: 'node-media-server',
      command: process.execPath,
      args: ['-e', SCRIPT, installed, JSON.stringify(settings)],
      clock: systemClock,
    });
    // Nobody reads what it says; a full pipe would stop it.
    child.stdout.resume();
    await waitFor('node-media-server to answer', READY_WITHIN_MS, async () => {
      if (!child.isRunning) throw new Error(`node-media-server ended: ${child.stderrTail}`);
      return (await fetch(`http://127.0.0.1:${http}/`).catch(() => undefined)) !== undefined;
    });
    return new NodeMediaServer(rtmp, http, child, remove);
  }

  private constructor(rtmp: number, http: number, child: Child, removeFolder: () => void) {
    this.ingestUrl = `rtmp://127.0.0.1:${rtmp}/live/show`;
    this.playlistUrl = `http://127.0.0.1:${http}/live/show/index.m3u8`;
    this.#child = child;
    this.#removeFolder = removeFolder;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async close(): Promise<void> {
    await this.#child.kill();
    this.#removeFolder();
  }
}
