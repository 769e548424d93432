import type { Log } from '#kernel';
import {
  MOST_WAITING_BYTES,
  SPEECH_RATE_HZ,
  type SpeechEngine,
  type SpeechListener,
  type SpeechStream,
} from '../speech-engine.js';
import { AnswerReader } from './answer-reader.js';

export interface VoskEngineOptions {
  /** `ws://` or `wss://`, of a server that speaks the protocol of vosk-server. */
  url: string;
  log: Log;
}

const LONGEST_ANSWER = 262_144;

/** A connection for each microphone. */
export class VoskEngine implements SpeechEngine {
  readonly #options: VoskEngineOptions;

  constructor(options: VoskEngineOptions) {
    this.#options = options;
  }

  open(listener: SpeechListener): SpeechStream {
    const { url, log } = this.#options;
    const socket = new WebSocket(url);
    const answers = new AnswerReader(listener);
    let given = 0;
    let isClosed = false;
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ config: { sample_rate: SPEECH_RATE_HZ, words: true } }));
    });
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.length <= LONGEST_ANSWER)
        answers.read(data, given / SPEECH_RATE_HZ);
    });
    // An error is always followed by `close`, which tells the story.
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', ({ code }) => {
      if (isClosed) return;
      log.warn('captions.engine | the connection ended', { code });
      listener.closed(`connection closed with ${code}`);
    });
    return {
      write: (samples) => {
        if (socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > MOST_WAITING_BYTES) return false;
        given += samples.length;
        // The samples may be reused after this call.
        socket.send(new Int16Array(samples));
        return true;
      },
      close: () => {
        isClosed = true;
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ eof: 1 }));
        socket.close();
      },
    };
  }
}
