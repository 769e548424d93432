import { z } from 'zod';
import type { HeardWord, Hearing } from '../speech-engine.js';

const wordSchema = z.object({
  word: z.string().max(200),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
});
const words = z.array(wordSchema).max(2_000);

/** What Vosk answers, by its server and by its examples of a command; other fields are of no concern. */
const answerSchema = z.union([
  z.object({ text: z.string().max(20_000), result: words.optional() }),
  z.object({ partial: z.string().max(20_000), partial_result: words.optional() }),
]);

/**
 * Nothing where the answer is of no form that is known. Words without times are spread over what was heard since
 * `fromSeconds`; those that were known before keep their times.
 */
export function parseVoskAnswer(
  text: string,
  { fromSeconds, toSeconds, known }: { fromSeconds: number; toSeconds: number; known: readonly HeardWord[] },
): Hearing | undefined {
  const parsed = answerSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const answer = parsed.data;
  const isFinal = 'text' in answer;
  const timed = isFinal ? answer.result : answer.partial_result;
  if (timed) {
    const heard = timed.filter(({ word }) => word.trim() !== '');
    return {
      isFinal,
      words: heard.map(({ word, start, end }) => ({
        text: word,
        startSeconds: start,
        endSeconds: Math.max(start, end),
      })),
    };
  }
  const texts = (isFinal ? answer.text : answer.partial).split(/\s+/).filter((each) => each !== '');
  return { isFinal, words: spread(texts, fromSeconds, toSeconds, known) };
}

function spread(
  texts: readonly string[],
  fromSeconds: number,
  toSeconds: number,
  known: readonly HeardWord[],
): HeardWord[] {
  const kept = known.slice(0, texts.length);
  const words = kept.map((word, at) => ({ ...word, text: texts[at] ?? word.text }));
  const added = texts.slice(words.length);
  const start = Math.min(words.at(-1)?.endSeconds ?? fromSeconds, toSeconds);
  const each = (toSeconds - start) / Math.max(1, added.length);
  return [
    ...words,
    ...added.map((text, at) => ({
      text,
      startSeconds: start + at * each,
      endSeconds: start + (at + 1) * each,
    })),
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
