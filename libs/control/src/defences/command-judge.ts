import type { ClassifiedLine } from '#audience';
import { BoundedLines, Child, type Clock, type Log } from '#kernel';
import type { DefenceAction } from '#protocol';
import { readJudgement } from './judgement.js';

export interface CommandJudgeOptions {
  /** The program and its arguments: a JSON object a line in, one a line out, in the same order. */
  command: readonly [string, ...string[]];
  clock: Clock;
  log: Log;
}

interface Waiting {
  resolve(action: DefenceAction): void;
  reject(error: Error): void;
}

const LONGEST_LINE = 16_384;
const MOST_WAITING_BYTES = 262_144;
/** Answers that have not come, most of them given up on: a program that never answers costs no more memory. */
const MOST_WAITING = 1_024;
/** A program that ends at once is not started for every line. */
const RESTART_MS = 5_000;

/** One program for the whole server. It is started at the first line, and again a while after it ended. */
export class CommandJudge {
  readonly #options: CommandJudgeOptions;
  #child: Child | undefined;
  #waiting: Waiting[] = [];
  #startedAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: CommandJudgeOptions) {
    this.#options = options;
  }

  /** Answers come in order: a question that nobody waits for any more keeps its place until its answer comes. */
  ask(line: ClassifiedLine): Promise<DefenceAction> {
    const child = this.#running();
    if (child === undefined) return Promise.reject(new Error('the classifier is not running'));
    if (child.stdin.writableLength > MOST_WAITING_BYTES)
      return Promise.reject(new Error('the classifier does not read'));
    if (this.#waiting.length >= MOST_WAITING)
      return Promise.reject(new Error('the classifier does not answer'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify(line)}\n`);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#child?.stop();
  }

  #running(): Child | undefined {
    if (this.#child !== undefined || this.#isClosed) return this.#child;
    const { clock, command, log } = this.#options;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.#startedAtMs < RESTART_MS) return undefined;
    this.#startedAtMs = nowMs;
    const [program, ...args] = command;
    const child = new Child({ name: 'classifier', command: program, args, clock, graceMs: 300 });
    // A line that is left out is an answer all the same, which nobody can read.
    const lines = new BoundedLines(
      LONGEST_LINE,
      (text) => this.#hear(text),
      () => this.#hear(''),
    );
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    child.exited.then(({ kind, code, stderr }) => {
      this.#child = undefined;
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('the classifier ended'));
      if (!this.#isClosed)
        log.warn('control.classify | the command ended', { kind, code, stderr: stderr.trim().slice(-200) });
    });
    this.#child = child;
    return child;
  }

  #hear(text: string): void {
    const first = this.#waiting.shift();
    try {
      first?.resolve(readJudgement(text));
    } catch (error) {
      first?.reject(error as Error);
    }
  }
}
