import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TimedEvent } from '#showlog';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { PlayerMarks } from './player-marks.js';

let clock: ManualClock;
let told: TimedEvent[];
let marks: PlayerMarks;
let isAway: boolean;
let chapters: { title: string; programmeMs: number }[];

beforeEach(() => {
  clock = new ManualClock();
  told = [];
  chapters = [];
  isAway = false;
  const tell = (event: TimedEvent) => {
    if (!isAway) told.push(event);
    return !isAway;
  };
  marks = new PlayerMarks({
    tell,
    programmeMs: () => clock.wallMs(),
    chaptered: (chapter) => chapters.push(chapter),
    clock,
  });
});

const ranges = () => told.flatMap((event) => (event.kind === 'range' ? [event.range] : []));

describe('what players learn', () => {
  test('a text with its moment, ten a second at most', () => {
    const atMs = marks.mark({ kind: 'metadata', text: 'goal' });
    expect(told).toEqual([{ kind: 'metadata', number: 1, atMs, text: 'goal' }]);
    for (let n = 1; n < 10; n += 1) marks.mark({ kind: 'metadata', text: `${n}` });
    expect(() => marks.mark({ kind: 'metadata', text: 'too many' })).toThrow(/ten texts/);
    clock.advance(1_000);
    expect(() => marks.mark({ kind: 'metadata', text: 'again' })).not.toThrow();
    expect(told).toHaveLength(11);
  });

  test('what a captioner typed is a caption of now, ten a second at most', () => {
    const atMs = marks.mark({ kind: 'caption', language: 'ko', text: '안녕하세요', speaker: 'Bo' });
    expect(told).toEqual([
      {
        kind: 'cue',
        language: 'ko',
        cue: {
          id: expect.stringMatching(/^typed-\d+-1$/),
          startMs: atMs,
          endMs: atMs + 1_500,
          speaker: 'Bo',
          words: [{ atMs, text: '안녕하세요' }],
        },
      },
    ]);
    for (let n = 1; n < 10; n += 1) marks.mark({ kind: 'caption', language: 'ko', text: `${n}` });
    expect(() => marks.mark({ kind: 'caption', language: 'ko', text: 'too many' })).toThrow(/ten texts/);
    const ids = told.map((event) => event.kind === 'cue' && event.cue.id);
    expect(new Set(ids).size).toBe(10);
  });

  test('a text for which no programme is there is refused, to be sent again', () => {
    isAway = true;
    for (const mark of [
      { kind: 'caption', language: 'ko', text: '안녕하세요' },
      { kind: 'metadata', text: 'goal' },
    ] as const)
      expect(() => marks.mark(mark)).toThrow(
        expect.objectContaining({ code: 'programme-away', status: 503, retry: true }),
      );
    isAway = false;
    marks.mark({ kind: 'caption', language: 'ko', text: '안녕하세요' });
    expect(told).toHaveLength(1);
  });

  test('a chapter lasts until the next one', () => {
    marks.mark({ kind: 'chapter', title: 'Welcome' });
    marks.mark({ kind: 'chapter', title: 'Questions' });
    expect(ranges()).toMatchObject([
      { class: 'proscenium.chapter', endOnNext: true, values: { TITLE: 'Welcome' } },
      { class: 'proscenium.chapter', endOnNext: true, values: { TITLE: 'Questions' } },
    ]);
    expect(new Set(ranges().map(({ id }) => id)).size).toBe(2);
    expect(chapters).toEqual(
      ['Welcome', 'Questions'].map((title) => ({ title, programmeMs: clock.wallMs() })),
    );
  });

  test('a scene is marked when it changes', () => {
    marks.scene({ LAYOUT: 'grid' });
    marks.scene({ LAYOUT: 'grid' });
    marks.scene({ LAYOUT: 'solo' });
    expect(ranges().map(({ values }) => values.LAYOUT)).toEqual(['grid', 'solo']);
  });

  test('a break has its way out and its way back under one id', () => {
    marks.mark({ kind: 'break', seconds: 30 });
    clock.advance(20_000);
    marks.mark({ kind: 'break-end' });
    const [out, back] = ranges();
    expect(out).toMatchObject({ plannedSeconds: 30 });
    expect(out?.scte35Out).toMatch(/^FC30/);
    expect(back).toMatchObject({ id: out?.id, startMs: out?.startMs, scte35Out: out?.scte35Out });
    expect(back?.endMs).toBe((out?.startMs ?? 0) + 20_000);
    expect(back?.scte35In).toMatch(/^FC30/);
    expect(() => marks.mark({ kind: 'break-end' })).toThrow(/no break/);
  });

  test('a poll is marked when it opens and when it closes', () => {
    marks.poll('pol_1', { startMs: 5 }, 'Which?');
    marks.poll('pol_1', { startMs: 5, endMs: 9 }, 'Which?');
    expect(ranges()).toMatchObject([
      { id: 'pol_1', startMs: 5 },
      { id: 'pol_1', startMs: 5, endMs: 9 },
    ]);
  });
});
