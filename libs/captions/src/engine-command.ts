import { BoundedLines, Child, type Clock, type Log } from '#kernel';

export interface EngineCommandOptions {
  name: string;
  /** The program and its arguments: writes a JSON object a line. */
  command: readonly [string, ...string[]];
  longestLine: number;
  /** What it has not read yet: more is left out. */
  mostWaitingBytes: number;
  line(text: string): void;
  /** It ended, and nobody had closed it. */
  closed(reason: string): void;
  clock: Clock;
  log: Log;
}

/** A program that is an engine, for one microphone or one pair of languages. */
export class EngineCommand {
  readonly #child: Child;
  readonly #mostWaitingBytes: number;
  #isClosed = false;

  constructor(options: EngineCommandOptions) {
    const { name, longestLine, line, clock, log } = options;
    const [command, ...args] = options.command;
    this.#mostWaitingBytes = options.mostWaitingBytes;
    this.#child = new Child({ name, command, args, clock, graceMs: 300 });
    const lines = new BoundedLines(longestLine, line);
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    this.#child.exited.then(({ kind, code, stderr }) => {
      if (this.#isClosed) return;
      const tail = stderr.trim().split('\n').at(-1) ?? '';
      log.warn('captions.command | it ended', { name, kind, code, stderr: tail });
      options.closed(`${kind} ${code ?? ''} ${tail}`.trim());
    });
  }

  /** Never waits: false where it is so far behind, or gone, that this was left out. */
  write(bytes: Uint8Array | string): boolean {
    const { isRunning, stdin } = this.#child;
    if (!isRunning || stdin.writableLength > this.#mostWaitingBytes) return false;
    stdin.write(bytes);
    return true;
  }

  close(): void {
    this.#isClosed = true;
    void this.#child.stop();
  }
}
