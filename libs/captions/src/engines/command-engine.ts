import type { Clock, Log } from '#kernel';
import { EngineCommand } from '../engine-command.js';
import {
  MOST_WAITING_BYTES,
  SPEECH_RATE_HZ,
  type SpeechEngine,
  type SpeechListener,
  type SpeechStream,
} from '../speech-engine.js';
import { AnswerReader } from './answer-reader.js';

export interface CommandEngineOptions {
  /** The program and its arguments: reads 16 kHz PCM of 16 bits, writes a JSON object a line, in the words of Vosk. */
  command: readonly [string, ...string[]];
  clock: Clock;
  log: Log;
}

const LONGEST_LINE = 65_536;

/** A process for each microphone. */
export class CommandEngine implements SpeechEngine {
  readonly #options: CommandEngineOptions;

  constructor(options: CommandEngineOptions) {
    this.#options = options;
  }

  open(listener: SpeechListener): SpeechStream {
    const answers = new AnswerReader(listener);
    let given = 0;
    const program = new EngineCommand({
      ...this.#options,
      name: 'speech engine',
      longestLine: LONGEST_LINE,
      mostWaitingBytes: MOST_WAITING_BYTES,
      line: (text) => answers.read(text, given / SPEECH_RATE_HZ),
      closed: (reason) => listener.closed(reason),
    });
    return {
      write: (samples) => {
        const isTaken = program.write(bytesOf(samples));
        if (isTaken) given += samples.length;
        return isTaken;
      },
      close: () => program.close(),
    };
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
