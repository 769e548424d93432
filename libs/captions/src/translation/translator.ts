import type { Clock, Log } from '#kernel';
import type { Cue } from '../cue.js';
import type { TranslationEngine, TranslationStream } from './translation-engine.js';

export interface TranslatorOptions {
  engine: TranslationEngine;
  from: string;
  to: string;
  onCue(cue: Cue): void;
  clock: Clock;
  log: Log;
}

interface Asked {
  cue: Cue;
  /** Of the programme, when the line was known. */
  knownMs: number;
  askedMs: number;
}

/** Lines without an answer: with more, the oldest are given up. */
const MOST_ASKED = 40;
/** An answer that comes later is of no use to anybody. */
const TOO_LATE_MS = 10_000;
/** An engine that ended is opened again after as long; each end within that time doubles it. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** An engine hangs if it takes questions and answers nothing for as long. Loading a model takes less. */
const HANGS_MS = 60_000;
/** A reader needs as long for so many characters. */
const READING_MS_A_CHARACTER = 60;
const SHORTEST_MS = 1_500;
const LONGEST_MS = 6_000;
const LONGEST_TEXT = 200;

/**
 * What is said in one language, in another one. A line is sent to the engine once it is final; nothing waits for the answers, and
 * readers of the original notice nothing of an engine that is slow or dead.
 */
export class Translator {
  readonly #options: TranslatorOptions;
  readonly #asked = new Map<string, Asked>();
  #stream: TranslationStream | undefined;
  #retryMs = RETRY_MS;
  #notBeforeMs = 0;
  #openings = 0;
  #openedMs = 0;
  /** Since when the engine takes questions and has answered none. */
  #unansweredSinceMs: number | undefined;
  #leftOut = 0;
  #isClosed = false;

  constructor(options: TranslatorOptions) {
    this.#options = options;
  }

  /** Lines that no engine took, or that none answered in time. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** `knownMs`: where the programme is. */
  translate(cue: Cue, knownMs: number): void {
    const text = cue.words.map((word) => word.text).join(' ');
    if (text === '' || this.#isClosed) return;
    this.#giveUpLate();
    this.#endHung();
    const { id, speaker } = cue;
    const stream = this.#stream ?? this.#open();
    if (!stream?.ask({ id, text, ...(speaker === undefined ? {} : { speaker }) })) {
      this.#leftOut += 1;
      return;
    }
    const askedMs = this.#options.clock.monotonicMs();
    this.#unansweredSinceMs ??= askedMs;
    this.#asked.set(id, { cue, knownMs, askedMs });
    const [oldest] = this.#asked.keys();
    if (this.#asked.size <= MOST_ASKED || oldest === undefined) return;
    this.#asked.delete(oldest);
    this.#leftOut += 1;
  }

  close(): void {
    this.#isClosed = true;
    this.#stream?.close();
    this.#stream = undefined;
    this.#asked.clear();
  }

  #giveUpLate(): void {
    const beforeMs = this.#options.clock.monotonicMs() - TOO_LATE_MS;
    for (const [id, { askedMs }] of this.#asked) {
      if (askedMs >= beforeMs) return;
      this.#asked.delete(id);
      this.#leftOut += 1;
    }
  }

  /** A hung engine does not end by itself. */
  #endHung(): void {
    const { clock } = this.#options;
    const sinceMs = this.#unansweredSinceMs;
    if (sinceMs === undefined || clock.monotonicMs() - sinceMs < HANGS_MS) return;
    this.#stream?.close();
    this.#ended('it answers nothing');
  }

  #open(): TranslationStream | undefined {
    const { engine, from, to, clock } = this.#options;
    const nowMs = clock.monotonicMs();
    if (nowMs < this.#notBeforeMs) return undefined;
    this.#openedMs = nowMs;
    this.#openings += 1;
    const opening = this.#openings;
    const isCurrent = () => opening === this.#openings && !this.#isClosed;
    const opened = engine.open(
      { from, to },
      {
        translated: (id, text) => {
          if (isCurrent()) this.#answered(id, text);
        },
        closed: (reason) => {
          if (isCurrent()) this.#ended(reason);
        },
      },
    );
    // One that could not even begin has said so already.
    this.#stream = isCurrent() ? opened : undefined;
    return this.#stream;
  }

  #ended(reason: string): void {
    const { from, to, clock, log } = this.#options;
    const nowMs = clock.monotonicMs();
    this.#openings += 1;
    this.#stream = undefined;
    this.#unansweredSinceMs = undefined;
    this.#retryMs =
      nowMs - this.#openedMs > LONGEST_RETRY_MS ? RETRY_MS : Math.min(2 * this.#retryMs, LONGEST_RETRY_MS);
    this.#notBeforeMs = nowMs + this.#retryMs;
    this.#leftOut += this.#asked.size;
    this.#asked.clear();
    log.warn('captions.translator | nobody translates', { from, to, reason, retryMs: this.#retryMs });
  }

  /** It has the moment at which the line was said, and stays until who reads it live has read it. */
  #answered(id: string, answer: string): void {
    this.#giveUpLate();
    this.#unansweredSinceMs = undefined;
    const asked = this.#asked.get(id);
    const text = answer.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
    if (asked === undefined || text === '') return;
    this.#asked.delete(id);
    const { cue, knownMs, askedMs } = asked;
    const publishedMs = knownMs + this.#options.clock.monotonicMs() - askedMs;
    const readMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, text.length * READING_MS_A_CHARACTER));
    this.#options.onCue({
      ...cue,
      endMs: Math.round(Math.max(cue.endMs, publishedMs + readMs)),
      words: [{ atMs: cue.startMs, text }],
    });
  }
}
