import { z } from 'zod';
import type { Hearing } from '../speech-engine.js';
import { jsonOf } from './json-of.js';
import { type HeardSpan, spreadWords } from './spread-words.js';

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
export function parseVoskAnswer(text: string, span: HeardSpan): Hearing | undefined {
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
  return { isFinal, words: spreadWords(isFinal ? answer.text : answer.partial, span) };
}
