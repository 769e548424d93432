import { beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { Cue } from '../cue.js';
import type { TranslationEngine, TranslationListener, TranslationQuestion } from './translation-engine.js';
import { Translator } from './translator.js';

const MOST_ASKED = 40;
let clock: ManualClock;
let engine: FakeEngine;
let translator: Translator;
let cues: Cue[];

class FakeEngine implements TranslationEngine {
  readonly asked: TranslationQuestion[] = [];
  readonly pairs: string[] = [];
  listener: TranslationListener | undefined;
  isBehind = false;
  closed = 0;

  open({ from, to }: { from: string; to: string }, listener: TranslationListener) {
    this.pairs.push(`${from} ${to}`);
    this.listener = listener;
    return {
      ask: (question: TranslationQuestion) => {
        if (!this.isBehind) this.asked.push(question);
        return !this.isBehind;
      },
      close: () => {
        this.closed += 1;
      },
    };
  }
}

const line = (id: string, startMs = 10_000, text = 'good evening'): Cue => ({
  id,
  startMs,
  endMs: startMs + 2_000,
  speaker: 'Rosa',
  words: text.split(' ').map((word, at) => ({ atMs: startMs + at * 300, text: word })),
});

beforeEach(() => {
  clock = new ManualClock(0);
  engine = new FakeEngine();
  cues = [];
  const onCue = (cue: Cue) => cues.push(cue);
  translator = new Translator({ engine, from: 'en', to: 'ko', onCue, clock, log: silentLog });
});

test('a translated line has the id of the original, at its moment, by who said it, and stays until it can be read', () => {
  translator.translate(line('a'), 12_500);
  expect([engine.pairs, engine.asked]).toEqual([
    ['en ko'],
    [{ id: 'a', text: 'good evening', speaker: 'Rosa' }],
  ]);
  clock.advance(800);
  engine.listener?.translated('a', ' 좋은\n저녁입니다 ');
  expect(cues).toEqual([
    {
      ...line('a'),
      endMs: 12_500 + 800 + 1_500,
      words: [{ atMs: 10_000, text: '좋은 저녁입니다' }],
    },
  ]);
});

test('answers to nothing, twice, empty or too late are no captions', () => {
  translator.translate(line('a'), 12_000);
  translator.translate(line('b'), 12_000);
  engine.listener?.translated('x', 'never asked');
  engine.listener?.translated('a', '  ');
  engine.listener?.translated('a', 'once');
  engine.listener?.translated('a', 'twice');
  clock.advance(10_001);
  engine.listener?.translated('b', 'late');
  expect(cues.map(({ words }) => words[0]?.text)).toEqual(['once']);
  expect(translator.leftOut).toBe(1);
});

test('an engine that takes or answers nothing costs a bounded number of lines', () => {
  for (let n = 0; n < 100; n += 1) translator.translate(line(`n${n}`), 12_000);
  expect(translator.leftOut).toBe(100 - MOST_ASKED);
  engine.isBehind = true;
  translator.translate(line('more'), 12_000);
  expect(translator.leftOut).toBe(101 - MOST_ASKED);
  engine.listener?.translated('n0', 'given up');
  engine.listener?.translated('n99', 'kept');
  expect(cues.map(({ id }) => id)).toEqual(['n99']);
});

test('an engine that ended is opened again later, and what it had not answered is left out', () => {
  translator.translate(line('a'), 12_000);
  const first = engine.listener;
  first?.closed('gone');
  translator.translate(line('b'), 12_000);
  expect([engine.pairs.length, translator.leftOut]).toEqual([1, 2]);
  clock.advance(2_001);
  translator.translate(line('c'), 12_000);
  first?.translated('c', 'of the one before');
  engine.listener?.translated('c', 'of this one');
  expect([engine.pairs.length, cues.map(({ words }) => words[0]?.text)]).toEqual([2, ['of this one']]);
});

test('an engine that hangs is closed and opened again; one that answers anything is not', () => {
  for (let n = 0; n <= 6; n += 1) {
    translator.translate(line(`a${n}`), 12_000);
    clock.advance(10_000);
  }
  expect([engine.closed, engine.pairs.length]).toEqual([1, 1]);
  for (let n = 0; n < 20; n += 1) {
    translator.translate(line(`b${n}`), 12_000);
    clock.advance(10_000);
    engine.listener?.translated('x', 'never asked');
  }
  expect([engine.closed, engine.pairs.length]).toEqual([1, 2]);
});

test('what was taken back is not asked for, and nothing comes after the end', () => {
  translator.translate({ ...line('a'), words: [] }, 12_000);
  translator.translate(line('b'), 12_000);
  translator.close();
  translator.close();
  engine.listener?.translated('b', 'after the end');
  translator.translate(line('c'), 12_000);
  expect([engine.asked.map(({ id }) => id), cues, engine.closed]).toEqual([['b'], [], 1]);
});
