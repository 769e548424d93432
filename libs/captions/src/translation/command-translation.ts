import { BoundedLines, Child, type Clock, type Log } from '#kernel';
import { parseTranslation } from './translation-answer.js';
import {
  MOST_ASKED_BYTES,
  type TranslationEngine,
  type TranslationListener,
  type TranslationStream,
} from './translation-engine.js';

export interface CommandTranslationOptions {
  /** The program and its arguments: reads and writes a JSON object a line. */
  command: readonly [string, ...string[]];
  clock: Clock;
  log: Log;
}

const LONGEST_LINE = 16_384;

/** A process for each pair of languages. */
export class CommandTranslation implements TranslationEngine {
  readonly #options: CommandTranslationOptions;

  constructor(options: CommandTranslationOptions) {
    this.#options = options;
  }

  open({ from, to }: { from: string; to: string }, listener: TranslationListener): TranslationStream {
    const { clock, log } = this.#options;
    const [command, ...args] = this.#options.command;
    const child = new Child({ name: 'translator', command, args, clock, graceMs: 300 });
    const lines = new BoundedLines(LONGEST_LINE, (line) => {
      const answer = parseTranslation(line);
      if (answer) listener.translated(answer.id, answer.text);
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    let isClosed = false;
    child.exited.then(({ kind, code, stderr }) => {
      if (isClosed) return;
      const tail = stderr.trim().split('\n').at(-1) ?? '';
      log.warn('captions.translate | the command ended', { kind, code, stderr: tail });
      listener.closed(`${kind} ${code ?? ''} ${tail}`.trim());
    });
    return {
      ask: (question) => {
        if (!child.isRunning || child.stdin.writableLength > MOST_ASKED_BYTES) return false;
        child.stdin.write(`${JSON.stringify({ ...question, from, to })}\n`);
        return true;
      },
      close: () => {
        isClosed = true;
        void child.stop();
      },
    };
  }
}
