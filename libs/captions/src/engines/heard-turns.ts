import type { HeardWord, Hearing } from '../speech-engine.js';
import type { RealtimeAnswer } from './realtime-answer.js';
import { spreadWords } from './spread-words.js';

interface Turn {
  /** What the server calls it, once that is known. */
  itemId?: string;
  fromSeconds: number;
  toSeconds: number | undefined;
  text: string;
  words: HeardWord[];
  isOver: boolean;
}

/** Of one microphone that wait for their words. */
const MOST_WAITING = 8;
/** Answers to turns that are over are passed over. */
const REMEMBERED = 16;

/** Turns of one stream and what a server answers to them, in the order in which they were said. */
export class HeardTurns {
  readonly #heard: (hearing: Hearing) => void;
  #turns: Turn[] = [];
  #overIds: string[] = [];

  constructor(heard: (hearing: Hearing) => void) {
    this.#heard = heard;
  }

  /** The server leaves too many without an answer. */
  get isFull(): boolean {
    return this.#turns.length > MOST_WAITING;
  }

  began(fromSeconds: number): void {
    this.#turns.push({ fromSeconds, toSeconds: undefined, text: '', words: [], isOver: false });
  }

  ended(toSeconds: number): void {
    const turn = this.#turns.find((each) => each.toSeconds === undefined);
    if (turn) turn.toSeconds = Math.max(turn.fromSeconds, toSeconds);
  }

  /** `givenSeconds`: how much audio there was of the stream. */
  answered(answer: Exclude<RealtimeAnswer, { kind: 'error' }>, givenSeconds: number): void {
    const turn = this.#find(answer.itemId);
    if (!turn || turn.isOver) return;
    if (answer.kind === 'delta') turn.text += answer.text;
    if (answer.kind === 'completed') turn.text = answer.text;
    turn.isOver = answer.kind === 'completed' || answer.kind === 'failed';
    if (answer.kind !== 'committed') this.#tell(givenSeconds);
  }

  /** A server names turns in their order; some name one before its end. */
  #find(itemId: string): Turn | undefined {
    if (this.#overIds.includes(itemId)) return undefined;
    const known = this.#turns.find((turn) => turn.itemId === itemId);
    if (known) return known;
    const next = this.#turns.find((turn) => turn.itemId === undefined);
    if (next) next.itemId = itemId;
    return next;
  }

  /** Words of a later turn wait until the ones before are over. */
  #tell(givenSeconds: number): void {
    for (;;) {
      const [turn] = this.#turns;
      if (!turn || (turn.text === '' && !turn.isOver)) return;
      const { fromSeconds, toSeconds = givenSeconds, words: known, isOver } = turn;
      turn.words = spreadWords(turn.text, { fromSeconds, toSeconds, known });
      this.#heard({ isFinal: isOver, words: turn.words });
      if (!isOver) return;
      this.#turns.shift();
      this.#overIds = [...this.#overIds, turn.itemId ?? ''].slice(-REMEMBERED);
    }
  }
}
