import type { HeardWord, SpeechListener } from '../speech-engine.js';
import { parseVoskAnswer } from './vosk-answer.js';

/** Answers of one stream, with the times of those that have none. */
export class AnswerReader {
  readonly #listener: SpeechListener;
  #known: readonly HeardWord[] = [];
  #fromSeconds = 0;

  constructor(listener: SpeechListener) {
    this.#listener = listener;
  }

  /** `atSeconds`: how much audio the engine had been given. */
  read(text: string, atSeconds: number): void {
    const context = { fromSeconds: this.#fromSeconds, toSeconds: atSeconds, known: this.#known };
    const hearing = parseVoskAnswer(text, context);
    if (hearing === undefined) return;
    this.#known = hearing.isFinal ? [] : hearing.words;
    if (hearing.isFinal || hearing.words.length === 0) this.#fromSeconds = atSeconds;
    this.#listener.heard(hearing);
  }
}
