import { expect, test } from '@jest/globals';
import type { CaptionCue } from '#media';
import { CaptionIndex, type RecordingSummary } from '#outputs';
import { CaptionSearch } from './caption-search.js';

const FROM_MS = 1_700_000_000_000;
const cue = (id: string, atSeconds: number, text: string, speaker?: string): CaptionCue => ({
  id,
  startMs: FROM_MS + atSeconds * 1_000,
  endMs: FROM_MS + atSeconds * 1_000 + 2_000,
  ...(speaker === undefined ? {} : { speaker }),
  words: [{ atMs: FROM_MS + atSeconds * 1_000, text }],
});
const INDEXES: Record<string, CaptionIndex> = {
  en: new CaptionIndex([cue('a', 1, 'Welcome to Seoul', 'Rosa'), cue('b', 9.5, 'Seoul again')]),
  ko: new CaptionIndex([cue('a', 4, 'Seoul에 오신 것을 환영합니다')]),
};
const recordingOf = (more: object = {}) =>
  ({
    id: 'rec_1',
    playedFromMs: FROM_MS,
    captions: ['en', 'ko', 'fr'].map((language) => ({ language, name: language, file: `${language}.vtt` })),
    ...more,
  }) as unknown as RecordingSummary;
const search = new CaptionSearch({ captionsOf: async (_, language) => INDEXES[language] });
const momentsOf = async (question: { q?: string; language?: string; most?: number }) =>
  (await search.find(recordingOf(), { most: 10, ...question })).map(({ atSeconds }) => atSeconds);

test('words are found in all languages in the order of time, or in one', async () => {
  expect(await momentsOf({ q: 'seoul' })).toEqual([1, 4, 9.5]);
  expect(await momentsOf({ q: 'seoul', language: 'ko' })).toEqual([4]);
  expect(await momentsOf({ q: 'seoul', language: 'de' })).toEqual([]);
  expect(await momentsOf({ q: 'seoul', most: 2 })).toEqual([1, 4]);
  expect(await momentsOf({ q: '환영' })).toEqual([4]);
});

test('without words it is all that was said, with who said it and when', async () => {
  expect(await momentsOf({})).toEqual([1, 4, 9.5]);
  const [first, second] = await search.find(recordingOf(), { most: 2 });
  expect(first).toEqual({
    language: 'en',
    atSeconds: 1,
    endSeconds: 3,
    at: new Date(FROM_MS + 1_000).toISOString(),
    speaker: 'Rosa',
    text: 'Welcome to Seoul',
  });
  expect(second?.speaker).toBeNull();
});

test('a recording that is being made has no captions to search', async () =>
  expect(await search.find(recordingOf({ playedFromMs: null }), { q: 'seoul', most: 9 })).toEqual([]));

test('captions that cannot be read now are said to be away, and may be tried again', async () => {
  const away = new CaptionSearch({ captionsOf: () => Promise.reject(new Error('a secret path')) });
  const refusal = await away.find(recordingOf(), { q: 'seoul', most: 9 }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'captions-away', status: 503, retry: true });
  expect((refusal as Error).message).not.toContain('secret');
});
