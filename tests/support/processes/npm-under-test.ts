import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Child, type ExitReport, systemClock } from '#kernel';
import { preparedData } from '../data/prepared-data.js';
import { freePort } from '../kernel/free-port.js';
import { SignalLog } from '../kernel/signal-log.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { waitFor } from '../kernel/wait-for.js';
import { cleanEnvironment } from './clean-environment.js';
import { processesMarked } from './processes.js';

const root = join(import.meta.dirname, '..', '..', '..');
const MARK = 'NPM_UNDER_TEST';
/** Both outputs in the order of their lines; the shell gives its place to npm. */
const ONE_OUTPUT = 'exec "$@" 2>&1';
/** Checks, the build and the server, on two cores that are busy with other things. */
const READY_WITHIN_MS = 60_000;
const GONE_WITHIN_MS = 15_000;

type Folder = ReturnType<typeof temporaryFolder>;

export interface NpmOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  cwd?: string;
  dataDir?: string;
  /** A program that starts npm, such as `['unshare', '-n']`. */
  through?: readonly string[];
}

/** `npm start` as a person types it: a session of its own, with its own data, temporary folder and ports. */
export class NpmUnderTest {
  readonly port: number;
  readonly dataDir: string;
  readonly lines = new SignalLog<string>();
  readonly #child: Child;
  readonly #mark: string;
  readonly #temporary: Folder;
  readonly #ownData: Folder | undefined;

  static async start(options: NpmOptions = {}): Promise<NpmUnderTest> {
    const ownData = options.dataDir === undefined ? await preparedData() : undefined;
    return new NpmUnderTest(options, await freePort(), ownData);
  }

  private constructor(options: NpmOptions, port: number, ownData: Folder | undefined) {
    this.port = Number(options.env?.PORT ?? port);
    this.#temporary = temporaryFolder();
    this.#ownData = ownData;
    this.dataDir = options.dataDir ?? this.#ownData?.path ?? '';
    this.#mark = randomUUID();
    const npm = [...(options.through ?? []), 'npm', ...(options.args ?? ['start'])];
    this.#child = new Child({
      name: 'npm under test',
      command: 'setsid',
      args: ['sh', '-c', ONE_OUTPUT, 'sh', ...npm],
      clock: systemClock,
      cwd: options.cwd ?? root,
      env: {
        ...cleanEnvironment(),
        NODE_OPTIONS: '',
        PORT: String(this.port),
        PROSCENIUM_DATA_DIR: this.dataDir,
        PROSCENIUM_STAGE_RTC_PORT: '0',
        PROSCENIUM_INGEST_RTMP_PORT: '0',
        PROSCENIUM_INGEST_RTMPS_PORT: '0',
        PROSCENIUM_INGEST_SRT_PORT: '0',
        PROSCENIUM_STAGE_WORKERS: '1',
        TMPDIR: this.#temporary.path,
        ...options.env,
        [MARK]: this.#mark,
      },
    });
    this.#read(this.#child.stdout);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get exited(): Promise<ExitReport> {
    return this.#child.exited;
  }

  get output(): string {
    return this.lines.all.join('\n');
  }

  /** Everything that was started by it and runs, whatever its parent is by now. */
  get processes() {
    return processesMarked(MARK, this.#mark);
  }

  /** What lies in its temporary folder; npm's own compile cache is npm's. */
  get temporaryFiles(): string[] {
    return readdirSync(this.#temporary.path).filter((name) => name !== 'node-compile-cache');
  }

  async ready(): Promise<void> {
    await waitFor('the server to be ready', READY_WITHIN_MS, async () => {
      if (!this.#child.isRunning) throw new Error(`npm ended: ${this.output}`);
      const response = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      return response?.status === 200;
    });
  }

  said(pattern: RegExp): Promise<string> {
    return this.lines.until(`a line like ${pattern}`, READY_WITHIN_MS, (lines) =>
      lines.find((line) => pattern.test(line)),
    );
  }

  /** To npm alone, as a service manager does. */
  signal(signal: NodeJS.Signals): void {
    this.#child.signal(signal);
  }

  /** To everybody in the terminal's foreground, as Ctrl-C does. */
  pressCtrlC(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  async gone(): Promise<void> {
    await waitFor('every process of npm start to be gone', GONE_WITHIN_MS, () => this.processes.length === 0);
  }

  async dispose(): Promise<void> {
    for (const { pid } of this.processes) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it ended by itself in the meantime
      }
    }
    await this.gone();
    this.#temporary.remove();
    this.#ownData?.remove();
  }

  #read(stream: NodeJS.ReadableStream): void {
    let rest = '';
    stream.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.lines.push(line);
    });
  }
}
