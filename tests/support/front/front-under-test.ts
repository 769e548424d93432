import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { NOTICES_HANG, runFolder, silentLog, systemClock } from '#kernel';
import { type DirectoryShow, FrontConnection } from '#origin';
import { cleanEnvironment } from '../processes/clean-environment.js';
import { saidByChild } from '../processes/said-by-child.js';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'dist', 'apps', 'front', 'src', 'main.js');
export const PLAYBACK_SECRET = 'a secret of this test alone, and long enough';

/** The built front with a port of its own, and the server's side of its connection. */
export class FrontUnderTest {
  readonly dataDir: string;
  readonly server: FrontConnection;
  #child: ChildProcess | undefined;
  #port = 0;

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
    this.server = FrontConnection.open({
      path: join(runFolder(dataDir), 'front.sock'),
      playbackSecret: PLAYBACK_SECRET,
      heartbeat: NOTICES_HANG,
      clock: systemClock,
      log: silentLog,
    });
  }

  static async start(dataDir: string, env: Record<string, string> = {}): Promise<FrontUnderTest> {
    const front = new FrontUnderTest(dataDir);
    await front.spawn(env);
    return front;
  }

  get port(): number {
    return this.#port;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  /** Again at the same port. */
  async spawn(env: Record<string, string> = {}): Promise<void> {
    const child = fork(MAIN, [], {
      env: {
        ...cleanEnvironment(),
        PROSCENIUM_DATA_DIR: this.dataDir,
        PROSCENIUM_LOG_LEVEL: 'error',
        PORT: `${this.#port}`,
        ...env,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.send({ kind: 'begin' });
    const { port } = await saidByChild<{ kind: 'listening'; port: number }>(child, 'listening');
    this.#port = port;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  tell(id: string, state: DirectoryShow['state'], more: Partial<DirectoryShow> = {}): void {
    this.server.set({ id, isPrivate: false, state, bannedMarks: [], ...more });
  }

  async close(): Promise<void> {
    this.server.close();
    await this.kill('SIGTERM');
  }
}
