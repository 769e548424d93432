import type { HeardWord } from '../speech-engine.js';

/** What was heard of an utterance, by an engine that says no times. */
export interface HeardSpan {
  fromSeconds: number;
  toSeconds: number;
  /** Words that had times before keep them. */
  known: readonly HeardWord[];
}

/** Words without times were said one after the other since the last one that is known. */
export function spreadWords(text: string, { fromSeconds, toSeconds, known }: HeardSpan): HeardWord[] {
  const texts = text.split(/\s+/).filter((each) => each !== '');
  const kept = known.slice(0, texts.length);
  const words = kept.map((word, at) => ({ ...word, text: texts[at] ?? word.text }));
  const added = texts.slice(words.length);
  const start = Math.min(words.at(-1)?.endSeconds ?? fromSeconds, toSeconds);
  const each = (toSeconds - start) / Math.max(1, added.length);
  return [
    ...words,
    ...added.map((word, at) => ({
      text: word,
      startSeconds: start + at * each,
      endSeconds: start + (at + 1) * each,
    })),
  ];
}
