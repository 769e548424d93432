import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { Captioner } from './captioner.js';
import type { Cue } from './cue.js';
import type { SpeechEngine, SpeechListener } from './speech-engine.js';

class FakeEngine implements SpeechEngine {
  readonly listeners: SpeechListener[] = [];
  given = 0;
  isBehind = false;
  closed = 0;

  open(listener: SpeechListener) {
    this.listeners.push(listener);
    return {
      write: (samples: Int16Array) => {
        if (!this.isBehind) this.given += samples.length;
        return !this.isBehind;
      },
      close: () => {
        this.closed += 1;
      },
    };
  }

  says(text: string, fromSeconds: number, isFinal = true): void {
    const words = text.split(' ').map((word, at) => ({
      text: word,
      startSeconds: fromSeconds + at * 0.3,
      endSeconds: fromSeconds + at * 0.3 + 0.25,
    }));
    this.listeners.at(-1)?.heard({ isFinal, words });
  }
}

function setUp() {
  const clock = new ManualClock(0);
  const engine = new FakeEngine();
  const captioner = new Captioner({ engine, settleMs: 400, clock, log: silentLog });
  const cues: Cue[] = [];
  captioner.events.on('cue', (cue) => cues.push(cue));
  const hear = (fromMs: number, pieces = 10, loud = 0) => {
    for (let piece = 0; piece < pieces; piece += 1)
      captioner.hear('g1', new Int16Array(1_600).fill(loud), fromMs + piece * 100);
  };
  return { clock, engine, captioner, cues, hear };
}

test('what is heard is dated by the programme and says who spoke', () => {
  const { engine, captioner, cues, hear } = setUp();
  captioner.name('g1', 'Anna');
  hear(10_000);
  engine.says('hello', 0.5);
  hear(60_000);
  engine.says('again', 1.5);
  expect(cues.map(({ startMs, speaker }) => [startMs, speaker])).toEqual([
    [10_500, 'Anna'],
    [60_500, 'Anna'],
  ]);
  expect(new Set(cues.map(({ id }) => id)).size).toBe(2);
});

test('samples that the engine could not take move nothing', () => {
  const { engine, cues, hear } = setUp();
  hear(0);
  engine.isBehind = true;
  hear(1_000);
  engine.isBehind = false;
  hear(2_000);
  engine.says('late', 1.5);
  expect(cues[0]?.startMs).toBe(2_500);
});

test('an engine that dies is opened again after a pause that grows, and what it still says is not heard', () => {
  const { clock, engine, cues, hear } = setUp();
  hear(0);
  const [first] = engine.listeners;
  first?.closed('killed');
  hear(1_000);
  expect(engine.listeners).toHaveLength(1);
  clock.advance(2_000);
  hear(3_000);
  expect(engine.listeners).toHaveLength(2);
  first?.heard({ isFinal: true, words: [{ text: 'ghost', startSeconds: 0, endSeconds: 1 }] });
  engine.says('back', 0.2);
  expect(cues.map(({ words, startMs }) => [words[0]?.text, startMs])).toEqual([['back', 3_200]]);
  engine.listeners[1]?.closed('killed');
  clock.advance(2_000);
  hear(5_000);
  expect(engine.listeners).toHaveLength(2);
  clock.advance(2_000);
  hear(7_000);
  expect(engine.listeners).toHaveLength(3);
});

test('an engine that takes nothing any more is ended and another one opened', () => {
  const { clock, engine, cues, hear } = setUp();
  hear(0);
  engine.isBehind = true;
  for (let second = 1; second <= 11; second += 1) {
    clock.advance(1_000);
    hear(second * 1_000);
  }
  expect([engine.closed, engine.listeners.length]).toEqual([1, 1]);
  engine.isBehind = false;
  clock.advance(2_000);
  hear(14_000);
  engine.listeners[0]?.heard({ isFinal: true, words: [{ text: 'ghost', startSeconds: 0, endSeconds: 1 }] });
  engine.says('back', 0.2);
  expect(cues.map(({ words, startMs }) => [words[0]?.text, startMs])).toEqual([['back', 14_200]]);
});

test('an engine that is behind for a moment goes on', () => {
  const { clock, engine, hear } = setUp();
  for (let second = 0; second < 60; second += 1) {
    engine.isBehind = second % 5 !== 0;
    clock.advance(1_000);
    hear(second * 1_000);
  }
  expect([engine.closed, engine.listeners.length]).toEqual([0, 1]);
});

test('an engine that was behind before a pause of its microphone, and not after it, goes on', () => {
  const { clock, engine, hear } = setUp();
  hear(0);
  engine.isBehind = true;
  hear(1_000);
  engine.isBehind = false;
  clock.advance(20_000);
  hear(21_000);
  expect([engine.closed, engine.listeners.length]).toEqual([0, 1]);
});

test('an engine that answers nothing to a minute of loud audio is ended; to silence nothing is to be said', () => {
  const { clock, engine, hear } = setUp();
  const minute = (loud: number, answers: boolean) => {
    for (let second = 0; second < 65; second += 1) {
      clock.advance(1_000);
      hear(second * 1_000, 10, loud);
      if (answers) engine.listeners.at(-1)?.heard({ isFinal: false, words: [] });
    }
  };
  minute(0, false);
  minute(8_000, true);
  expect(engine.closed).toBe(0);
  minute(8_000, false);
  expect([engine.closed, engine.listeners.length]).toEqual([1, 2]);
});

test('who is silent for a minute gives the engine back', () => {
  const { clock, engine, hear, captioner } = setUp();
  hear(0);
  clock.advance(80_000);
  expect(engine.closed).toBe(1);
  hear(80_000);
  expect(engine.listeners).toHaveLength(2);
  captioner.close();
  expect(engine.closed).toBe(2);
});

test('an engine that lies about the time says nothing before or after what it was given', () => {
  const { engine, cues, hear } = setUp();
  hear(10_000);
  const word = (startSeconds: number, endSeconds: number) =>
    engine.listeners[0]?.heard({ isFinal: true, words: [{ text: 'x', startSeconds, endSeconds }] });
  word(1e300, 1e300);
  word(0.5, 1e12);
  for (const { startMs, endMs } of cues) {
    expect(startMs).toBeGreaterThanOrEqual(10_000);
    expect(endMs).toBeLessThan(13_000);
  }
  expect(cues).toHaveLength(2);
});

test('an engine that never stops talking does not fill the log', () => {
  const { clock, engine, cues, hear } = setUp();
  hear(0);
  const flood = () => {
    for (let answer = 0; answer < 1_000; answer += 1) engine.says('spam', 0.5);
  };
  flood();
  const first = cues.length;
  expect(first).toBeLessThan(200);
  clock.advance(1_000);
  flood();
  expect(cues.length - first).toBeLessThan(20);
});

test('of a crowd twelve are heard', () => {
  const { engine, captioner } = setUp();
  for (let guest = 0; guest < 20; guest += 1) captioner.hear(`g${guest}`, new Int16Array(1_600), 0);
  expect(engine.listeners).toHaveLength(12);
  captioner.forget('g0');
  captioner.hear('g19', new Int16Array(1_600), 100);
  expect(engine.listeners).toHaveLength(13);
});

test('an utterance that is over is emitted once more in whole lines', () => {
  const { engine, captioner, hear } = setUp();
  const said: { lines: readonly Cue[]; programmeMs: number }[] = [];
  captioner.events.on('said', (each) => said.push(each));
  captioner.name('g1', 'Anna');
  hear(10_000, 20);
  engine.says('good evening', 0.2, false);
  expect(said).toEqual([]);
  engine.says('good evening everybody', 0.2);
  expect(said).toHaveLength(1);
  expect(said[0]?.programmeMs).toBe(12_000);
  expect(said[0]?.lines.map(({ startMs, speaker, words }) => [startMs, speaker, words.length])).toEqual([
    [10_200, 'Anna', 3],
  ]);
});
