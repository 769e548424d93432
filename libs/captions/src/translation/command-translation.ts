import type { Clock, Log } from '#kernel';
import { EngineCommand } from '../engine-command.js';
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
    const program = new EngineCommand({
      ...this.#options,
      name: 'translator',
      longestLine: LONGEST_LINE,
      mostWaitingBytes: MOST_ASKED_BYTES,
      line: (text) => {
        const answer = parseTranslation(text);
        if (answer) listener.translated(answer.id, answer.text);
      },
      closed: (reason) => listener.closed(reason),
    });
    return {
      ask: (question) => program.write(`${JSON.stringify({ ...question, from, to })}\n`),
      close: () => program.close(),
    };
  }
}
