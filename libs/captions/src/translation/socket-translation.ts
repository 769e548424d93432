import type { Log } from '#kernel';
import { parseTranslation } from './translation-answer.js';
import {
  MOST_ASKED_BYTES,
  type TranslationEngine,
  type TranslationListener,
  type TranslationQuestion,
  type TranslationStream,
} from './translation-engine.js';

export interface SocketTranslationOptions {
  /** `ws://` or `wss://`: a message is a JSON object, as a line of a command is. */
  url: string;
  log: Log;
}

const LONGEST_ANSWER = 16_384;
/** While the connection is being made. */
const MOST_EARLY = 10;

/** A connection for each pair of languages. */
export class SocketTranslation implements TranslationEngine {
  readonly #options: SocketTranslationOptions;

  constructor(options: SocketTranslationOptions) {
    this.#options = options;
  }

  open({ from, to }: { from: string; to: string }, listener: TranslationListener): TranslationStream {
    const { url, log } = this.#options;
    const socket = new WebSocket(url);
    const early: TranslationQuestion[] = [];
    let isClosed = false;
    const send = (question: TranslationQuestion) => socket.send(JSON.stringify({ ...question, from, to }));
    socket.addEventListener('open', () => {
      for (const question of early.splice(0)) send(question);
    });
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string' || data.length > LONGEST_ANSWER) return;
      const answer = parseTranslation(data);
      if (answer) listener.translated(answer.id, answer.text);
    });
    // An error is always followed by `close`, which tells the story.
    socket.addEventListener('error', () => undefined);
    socket.addEventListener('close', ({ code }) => {
      if (isClosed) return;
      log.warn('captions.translate | the connection ended', { code });
      listener.closed(`connection closed with ${code}`);
    });
    return {
      ask: (question) => {
        if (socket.readyState === WebSocket.CONNECTING) {
          if (early.length >= MOST_EARLY) return false;
          early.push(question);
          return true;
        }
        if (socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > MOST_ASKED_BYTES) return false;
        send(question);
        return true;
      },
      close: () => {
        isClosed = true;
        socket.close();
      },
    };
  }
}
