import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child, type ExitReport, systemClock } from '#kernel';
import { preparedData } from '../data/prepared-data.js';
import { freePort } from '../kernel/free-port.js';
import { SignalLog } from '../kernel/signal-log.js';
import { waitFor } from '../kernel/wait-for.js';
import { cleanEnvironment } from '../processes/clean-environment.js';
import { isAlive, type ProcessInfo, processesMarked, treeOf } from '../processes/processes.js';
import { workerBinary } from '../stage/stages-under-test.js';

const root = join(import.meta.dirname, '..', '..', '..');
/** Two cores that are busy with other things: the database alone takes some seconds the first time. */
const READY_WITHIN_MS = 60_000;
/** From SIGTERM to the last process gone; a show that is on air is ended on the way. */
const STOPPED_WITHIN_MS = 15_000;
const MARK = 'SERVER_UNDER_TEST';
/** Both outputs in the order of their lines; the shell gives its place to the server. */
const ONE_OUTPUT = 'exec "$@" 2>&1';
const OWNER_LINK = /https?:\/\/\S+/;

export interface ServerOptions {
  env?: Record<string, string>;
  /** Kept over restarts by the caller that gives it; else made and removed here. */
  dataDir?: string;
  /** A program that starts another, such as `['faketime', '-f', '+1h']`. */
  through?: readonly string[];
  /** The address of its port, where that is not on this machine's own network. */
  host?: string | undefined;
  nodeArgs?: readonly string[];
}

/** What the supervisor starts: two for the installation, a programme for each show on air, two when they are needed. */
export type OurProcess = 'server' | 'front' | 'programme' | 'outputs' | 'ingest';
/** A spare process has another command line; a programme that is about to be one has no show. */
const appPattern = (app: OurProcess): RegExp =>
  new RegExp(`/apps/${app}/src/main\\.js${app === 'programme' ? ' show_' : ''}`);

/** As the tests themselves: dozens of servers live for seconds. A bench has what ships. */
const QUICK_START = process.execArgv.filter((flag) => flag === '--liftoff-only');

/** The built server as people run it, with a port and a data folder of its own. */
export class ServerUnderTest {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly lines: SignalLog<string>;
  readonly #child: Child;
  readonly #mark: string;
  readonly #host: string | undefined;
  readonly #ownsDataDir: boolean;

  private constructor(child: Child, port: number, dataDir: string, mark: string, options: ServerOptions) {
    this.#child = child;
    this.port = port;
    this.#host = options.host;
    this.url = `http://${options.host ?? 'localhost'}:${port}`;
    this.dataDir = dataDir;
    this.#mark = mark;
    this.#ownsDataDir = options.dataDir === undefined;
    this.lines = linesOf(child);
  }

  static async start(options: ServerOptions = {}): Promise<ServerUnderTest> {
    const port = Number(options.env?.PORT ?? (await freePort()));
    const dataDir = options.dataDir ?? (await preparedData()).path;
    const mark = randomUUID();
    const child = new Child({
      name: 'server under test',
      command: 'sh',
      args: [
        '-c',
        ONE_OUTPUT,
        'sh',
        ...(options.through ?? []),
        process.execPath,
        '--max-semi-space-size=1',
        ...QUICK_START,
        ...(options.nodeArgs ?? []),
        join(root, 'dist', 'apps', 'supervisor', 'src', 'main.js'),
      ],
      clock: systemClock,
      cwd: root,
      graceMs: STOPPED_WITHIN_MS,
      env: {
        ...cleanEnvironment(),
        NODE_OPTIONS: '',
        PORT: String(port),
        PROSCENIUM_DATA_DIR: dataDir,
        PROSCENIUM_STAGE_RTC_PORT: '0',
        // Two servers cannot have them, and few tests want them.
        PROSCENIUM_INGEST_RTMP_PORT: '0',
        PROSCENIUM_INGEST_RTMPS_PORT: '0',
        PROSCENIUM_INGEST_SRT_PORT: '0',
        PROSCENIUM_LOG_FORMAT: 'json',
        // Most tests judge the HLS stream; those of the front row ask for one.
        PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0',
        MEDIASOUP_WORKER_BIN: workerBinary(),
        ...options.env,
        [MARK]: mark,
      },
    });
    const server = new ServerUnderTest(child, port, dataDir, mark, options);
    await server.#ready();
    return server;
  }

  /** The process that starts the others and starts again what dies. */
  get supervisorPid(): number {
    return this.#child.pid ?? 0;
  }

  /** The server itself; another one once it was started again. */
  get pid(): number {
    return this.pidOf('server') ?? 0;
  }

  /** Of the app that runs now; nothing while it does not. */
  pidOf(app: OurProcess): number | undefined {
    return this.childrenLike(appPattern(app))[0]?.pid;
  }

  get exited(): Promise<ExitReport> {
    return this.#child.exited;
  }

  /** With what encodes and decodes for them; spare programmes are left out. */
  get programmes(): ProcessInfo[] {
    return this.childrenLike(appPattern('programme')).flatMap(({ pid }) => treeOf(pid));
  }

  get processes(): ProcessInfo[] {
    return treeOf(this.supervisorPid);
  }

  /** The children whose command line has this in it. */
  childrenLike(pattern: RegExp): ProcessInfo[] {
    return this.processes.filter((each) => each.pid !== this.supervisorPid && pattern.test(each.command));
  }

  /** Whether a line of its log has this in it. */
  hasLogged(text: string): boolean {
    return this.lines.all.some((line) => line.includes(text));
  }

  /** What the server prints for its owner at the first start. */
  ownerLink(): Promise<string> {
    return this.lines.until('the owner link', READY_WITHIN_MS, (lines) =>
      lines
        .filter((line) => /setup|owner/.test(line))
        .map((line) => OWNER_LINK.exec(line)?.[0])
        .find(Boolean),
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.signal(signal);
  }

  /** SIGTERM, as a service manager would, and proof that nothing is left. */
  async stop(): Promise<ExitReport> {
    const pids = this.processes.map((each) => each.pid);
    this.#child.signal('SIGTERM');
    const report = await this.#child.stop();
    await this.#gone(pids);
    return report;
  }

  /** SIGKILL, as the kernel does when memory is short; children must notice by themselves. */
  async kill(): Promise<void> {
    const pids = this.processes.map((each) => each.pid);
    await this.#child.kill();
    await this.#gone(pids);
  }

  /** SIGKILL for all of it at once, as where a machine loses its power. */
  async killAll(): Promise<void> {
    for (const { pid } of this.processes) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was a child of one that is gone already.
      }
    }
    await this.exited;
    await this.kill();
  }

  /** Stops whatever state it is in and removes what was made for it. */
  async dispose(): Promise<void> {
    if (this.#child.isRunning) await this.stop();
    if (this.#ownsDataDir) rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    const isReady = async () => {
      if (!this.#child.isRunning)
        throw new Error(`the server ended: ${this.lines.all.slice(-20).join('\n')}`);
      const response = await fetch(`http://${this.#host ?? '127.0.0.1'}:${this.port}/readyz`).catch(
        () => undefined,
      );
      return response?.status === 200;
    };
    try {
      await waitFor('the server to be ready', READY_WITHIN_MS, isReady);
    } catch (error) {
      await this.#child.kill();
      throw error;
    }
  }

  async #gone(pids: readonly number[]): Promise<void> {
    const left = () => [
      ...pids.filter(isAlive),
      ...processesMarked(MARK, this.#mark).map((each) => each.pid),
    ];
    await waitFor('every process of the server to be gone', STOPPED_WITHIN_MS, () => left().length === 0);
  }
}

/** Logs and what is printed for people, line by line. */
function linesOf(child: Child): SignalLog<string> {
  const log = new SignalLog<string>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) log.push(line);
  });
  return log;
}
