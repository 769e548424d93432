import { type ChildProcess, type Serializable, type StdioOptions, spawn } from 'node:child_process';
import type { Readable, Stream, Writable } from 'node:stream';
import type { Clock } from './clock.js';

export interface ChildOptions {
  /** What it is in the show: `decoder g_12 camera`. */
  name: string;
  command: string;
  args: readonly string[];
  clock: Clock;
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Further descriptors from 3 on, as `child_process` takes them: a pipe, or the other end of a socket. */
  extraStdio?: readonly ('pipe' | Stream)[];
  /** Where its standard output goes instead of `stdout`: the other end of a socket that another process reads. */
  output?: Stream;
  /**
   * One of our own processes: messages both ways over Node's IPC channel, no standard input, and what it prints
   * goes where ours goes. It ends by SIGTERM at once.
   */
  isOurs?: boolean;
  /** How long each step of the kill ladder waits for the exit. */
  graceMs?: number;
}

export type ExitKind = 'finished' | 'stopped' | 'crashed' | 'killed' | 'not-started';

export interface ExitReport {
  kind: ExitKind;
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The last lines of stderr. */
  stderr: string;
}

const STDERR_LIMIT_BYTES = 16_384;

class StderrTail {
  #text = '';

  push(chunk: Buffer): void {
    this.#text = (this.#text + chunk.toString('utf8')).slice(-STDERR_LIMIT_BYTES);
  }

  toString(): string {
    return this.#text;
  }
}

/** Every child process of ours: bounded stderr, a classified exit, a kill ladder, never an unhandled error. */
export class Child {
  readonly name: string;
  readonly exited: Promise<ExitReport>;
  readonly #process: ChildProcess;
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #isOurs: boolean;
  readonly #stderr = new StderrTail();
  #stopping = false;
  #report: ExitReport | undefined;

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#clock = options.clock;
    this.#graceMs = options.graceMs ?? 1_000;
    this.#isOurs = options.isOurs ?? false;
    const stdio: StdioOptions = this.#isOurs
      ? ['ignore', 'inherit', 'pipe', 'ipc']
      : ['pipe', options.output ?? 'pipe', 'pipe', ...(options.extraStdio ?? [])];
    this.#process = spawn(options.command, options.args, {
      stdio,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env as NodeJS.ProcessEnv }),
    });
    this.exited = this.#watch();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get isRunning(): boolean {
    return this.#report === undefined;
  }

  get stdin(): Writable {
    return this.#stream(0) as Writable;
  }

  get stdout(): Readable {
    return this.#stream(1) as Readable;
  }

  /** The parent's side of descriptor `index`. */
  #stream(index: number): Readable | Writable {
    const stream = this.#process.stdio[index];
    if (!stream) throw new Error(`${this.name} has no descriptor ${index}`);
    return stream;
  }

  extra(index: number): Readable & Writable {
    return this.#stream(index) as Readable & Writable;
  }

  get stderrTail(): string {
    return this.#stderr.toString();
  }

  /** To one of our own processes. Nothing is sent where the message cannot be taken any more: the exit tells it. */
  send(message: Serializable): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#process.on('message', listener);
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.#process.kill(signal);
  }

  /** End of input, then SIGTERM, then SIGKILL, each after the grace; answers with the exit. */
  async stop(): Promise<ExitReport> {
    if (this.#report) return this.#report;
    this.#stopping = true;
    if (this.#isOurs) this.signal('SIGTERM');
    else this.stdin.end();
    const graceMs = this.#graceMs;
    const cancels = [
      this.#clock.after(graceMs, () => this.signal('SIGTERM')),
      this.#clock.after(this.#isOurs ? graceMs : graceMs * 2, () => this.signal('SIGKILL')),
    ];
    const report = await this.exited;
    for (const cancel of cancels) cancel();
    return report;
  }

  /** SIGKILL at once. */
  async kill(): Promise<ExitReport> {
    this.#stopping = true;
    this.signal('SIGKILL');
    return this.exited;
  }

  #watch(): Promise<ExitReport> {
    const child = this.#process;
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr.push(chunk);
      if (this.#isOurs) process.stderr.write(chunk);
    });
    // A child that dies with input pending breaks its pipe: the exit tells the story, not EPIPE.
    for (const stream of child.stdio) stream?.on('error', () => undefined);
    return new Promise((resolve) => {
      const settle = (kind: ExitKind, code: number | null, signal: NodeJS.Signals | null, stderr: string) => {
        this.#report ??= { kind, code, signal, stderr };
        resolve(this.#report);
      };
      child.once('error', (error) => {
        if (child.pid === undefined) settle('not-started', null, null, error.message);
      });
      // Of a process of ours nothing is read to its end: its exit is known at once, not when its pipes close.
      child.once(this.#isOurs ? 'exit' : 'close', (code, signal) =>
        settle(this.#classify(code, signal), code, signal, this.stderrTail),
      );
    });
  }

  #classify(code: number | null, signal: NodeJS.Signals | null): ExitKind {
    if (this.#stopping) return 'stopped';
    if (signal !== null) return 'killed';
    return code === 0 ? 'finished' : 'crashed';
  }
}
