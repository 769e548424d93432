import type { Cue, SpokenWord } from './cue.js';

export interface UtteranceOptions {
  /** Begins the ids of its cues; never used again. */
  id: string;
  speaker?: string | undefined;
  /** A word that may still change is shown when it is this old: until then corrections are not seen. */
  settleMs: number;
}

interface Shown {
  id: string;
  /** Words that begin before this belong to it. */
  untilMs: number;
  text: string;
}

/** Of an utterance that never ends, what is older is not corrected any more. */
const CORRECTED_AT_MOST = 100;
/** A line of captions. */
const LONGEST_LINE = 42;
const LONGEST_CUE_MS = 4_000;
/** A pause begins a cue. */
const PAUSE_MS = 800;
/** A cue stays for as long after its last word. */
const STAYS_MS = 1_500;

/**
 * One utterance of one speaker as cues. Words are shown once they are settled, so that most of them never change; what
 * the engine takes back later is corrected under the id of its cue, at the time of its cue.
 */
export class UtteranceCues {
  readonly #options: UtteranceOptions;
  readonly #shown: Shown[] = [];
  #count = 0;
  /** Words before it belong to lines that are not corrected any more. */
  #fromMs = Number.NEGATIVE_INFINITY;

  constructor(options: UtteranceOptions) {
    this.#options = options;
  }

  get hasBegun(): boolean {
    return this.#count > 0;
  }

  /** `nowMs`: up to where the engine had been given the audio. Answers the cues that are new or changed. */
  hear(words: readonly SpokenWord[], isFinal: boolean, nowMs: number): Cue[] {
    const settled = isFinal ? words : words.filter(({ endMs }) => endMs <= nowMs - this.#options.settleMs);
    const edgeMs = this.#shown.at(-1)?.untilMs ?? Number.NEGATIVE_INFINITY;
    const said = settled.filter(({ atMs }) => atMs < edgeMs);
    const fresh = settled.filter(({ atMs }) => atMs >= edgeMs);
    const cues = isFinal ? this.#correct(said) : [];
    for (const line of linesOf(fresh)) cues.push(this.#show(line));
    return cues;
  }

  /** All of it in lines, once it is over. Their ids are none of those that are shown. */
  lines(words: readonly SpokenWord[]): Cue[] {
    return linesOf(words).map((line, at) => this.#cue(`${this.#options.id}-f${at + 1}`, line));
  }

  /** Only what is final corrects: an engine changes its mind several times a second. */
  #correct(words: readonly SpokenWord[]): Cue[] {
    let fromMs = this.#fromMs;
    return this.#shown.flatMap((shown) => {
      const own = words.filter(({ atMs }) => atMs >= fromMs && atMs < shown.untilMs);
      const begunMs = fromMs;
      fromMs = shown.untilMs;
      if (textOf(own) === shown.text) return [];
      shown.text = textOf(own);
      const [first] = own;
      if (first !== undefined) return this.#cue(shown.id, own);
      // Taken back: no words, at the time at which they were shown.
      const atMs = Number.isFinite(begunMs) ? begunMs : shown.untilMs - 1;
      return { id: shown.id, startMs: atMs, endMs: shown.untilMs, words: [] };
    });
  }

  #show(words: readonly SpokenWord[]): Cue {
    const { id } = this.#options;
    const untilMs = (words.at(-1)?.atMs ?? 0) + 1;
    this.#count += 1;
    const shown = { id: `${id}-${this.#count}`, untilMs, text: textOf(words) };
    this.#shown.push(shown);
    if (this.#shown.length > CORRECTED_AT_MOST) this.#fromMs = this.#shown.shift()?.untilMs ?? this.#fromMs;
    return this.#cue(shown.id, words);
  }

  #cue(id: string, words: readonly SpokenWord[]): Cue {
    const { speaker } = this.#options;
    const startMs = Math.round(words[0]?.atMs ?? 0);
    return {
      id,
      startMs,
      endMs: Math.round((words.at(-1)?.endMs ?? startMs) + STAYS_MS),
      ...(speaker === undefined ? {} : { speaker }),
      words: words.map(({ atMs, text }) => ({ atMs: Math.round(atMs), text })),
    };
  }
}

function linesOf(words: readonly SpokenWord[]): SpokenWord[][] {
  const lines: SpokenWord[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    const isNext =
      line !== undefined &&
      last !== undefined &&
      textOf(line).length + word.text.length < LONGEST_LINE &&
      word.endMs - (line[0]?.atMs ?? 0) <= LONGEST_CUE_MS &&
      word.atMs - last.endMs < PAUSE_MS;
    if (isNext) line.push(word);
    else lines.push([word]);
  }
  return lines;
}

const textOf = (words: readonly SpokenWord[]): string => words.map(({ text }) => text).join(' ');
