import { BoundedLines, Child, type Clock, type Log } from '#kernel';
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
    const { clock, log } = this.#options;
    const [command, ...args] = this.#options.command;
    const child = new Child({ name: 'speech engine', command, args, clock, graceMs: 300 });
    const answers = new AnswerReader(listener);
    let given = 0;
    const lines = new BoundedLines(LONGEST_LINE, (line) => answers.read(line, given / SPEECH_RATE_HZ));
    child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    let isClosed = false;
    child.exited.then(({ kind, code, stderr }) => {
      if (isClosed) return;
      const tail = stderr.trim().split('\n').at(-1) ?? '';
      log.warn('captions.engine | the command ended', { kind, code, stderr: tail });
      listener.closed(`${kind} ${code ?? ''} ${tail}`.trim());
    });
    return {
      write: (samples) => {
        if (!child.isRunning || child.stdin.writableLength > MOST_WAITING_BYTES) return false;
        given += samples.length;
        child.stdin.write(bytesOf(samples));
        return true;
      },
      close: () => {
        isClosed = true;
        void child.stop();
      },
    };
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int16Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
