import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, systemClock } from '#kernel';
import { SignalLog } from '../kernel/signal-log.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { cleanEnvironment } from '../processes/clean-environment.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');
/** 150 MB with its dependencies: fetched by the long tier, and no dependency of the project. */
const MINIFLARE = 'miniflare@4.20260730.0';
const FETCHED_WITHIN_MS = 240_000;
const READY_WITHIN_MS = 30_000;

export interface WorkerBindings {
  ORIGIN: string;
  EDGE_SECRET: string;
  PLAYBACK_SECRET: string;
}

/** `infra/cdn/cloudflare` as it stands, in the runtime that Cloudflare runs it in. */
export class WorkerUnderTest {
  readonly url: string;
  readonly #child: Child;
  readonly #folder: { remove(): void };

  private constructor(url: string, child: Child, folder: { remove(): void }) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
  }

  static async start(bindings: WorkerBindings): Promise<WorkerUnderTest> {
    const folder = temporaryFolder();
    const install = [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefix',
      folder.path,
    ];
    await run('npm', [...install, MINIFLARE], { timeout: FETCHED_WITHIN_MS });
    const settings = await readFile(join(root, 'infra/cdn/cloudflare/wrangler.toml'), 'utf8');
    const [, compatibilityDate = ''] = /^compatibility_date = "(.+)"$/m.exec(settings) ?? [];
    const options = {
      ...{ modules: true, compatibilityDate, bindings },
      scriptPath: join(root, 'infra/cdn/cloudflare/worker.mjs'),
    };
    const child = new Child({
      name: 'workerd',
      command: process.execPath,
      args: [join(import.meta.dirname, 'run-worker.mjs'), folder.path, JSON.stringify(options)],
      clock: systemClock,
      env: { ...cleanEnvironment(), NODE_OPTIONS: '' },
      graceMs: 5_000,
    });
    const said = new SignalLog<string>();
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const url = await said
      .until('the Worker to listen', READY_WITHIN_MS, (all) => /http:\S+/.exec(all.join(''))?.[0])
      .catch(async (error: unknown) => {
        await child.kill();
        folder.remove();
        throw new Error(`workerd did not start: ${child.stderrTail}`, { cause: error });
      });
    return new WorkerUnderTest(url.replace(/\/$/, ''), child, folder);
  }

  async close(): Promise<void> {
    await this.#child.stop();
    this.#folder.remove();
  }
}
