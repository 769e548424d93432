import { expect, test } from '@jest/globals';
import { PlayheadWatch, type Timer } from './playhead-watch.js';

/** A clock that only the test moves. */
class Hands implements Timer {
  nowMs = 0;
  #waiting: { atMs: number; then: () => void }[] = [];

  after(delayMs: number, then: () => void): () => void {
    const entry = { atMs: this.nowMs + delayMs, then };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const next = this.#waiting.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next || next.atMs > untilMs) break;
      this.#waiting = this.#waiting.filter((other) => other !== next);
      this.nowMs = next.atMs;
      next.then();
    }
    this.nowMs = untilMs;
  }

  get waiting(): number {
    return this.#waiting.length;
  }
}

function watchOf(moments: number[], playhead: (nowMs: number) => number | null) {
  const hands = new Hands();
  const shown: { momentMs: number; nowMs: number }[] = [];
  const watch = new PlayheadWatch({
    playhead: () => playhead(hands.nowMs),
    timer: hands,
    nextMs: () => moments[0],
    reached: (playheadMs) => {
      while (moments[0] !== undefined && (playheadMs === null || moments[0] <= playheadMs))
        shown.push({ momentMs: moments.shift() as number, nowMs: hands.nowMs });
    },
  });
  return { hands, watch, shown };
}

test.each([600, 3_000, 8_000])('within 50 ms of its moment for a viewer %d ms behind', (behindMs) => {
  const moments = Array.from({ length: 200 }, (_, n) => 1_000 + n * 137);
  const { hands, shown } = watchOf([...moments], (nowMs) => nowMs - behindMs);
  hands.pass(40_000);
  expect(shown).toHaveLength(200);
  for (const { momentMs, nowMs } of shown)
    expect(Math.abs(nowMs - behindMs - momentMs)).toBeLessThanOrEqual(50);
});

test('a paused playhead shows nothing more, however long it lasts', () => {
  const { hands, shown } = watchOf([500, 1_500], (nowMs) => Math.min(nowMs, 1_000));
  hands.pass(60_000);
  expect(shown.map(({ momentMs }) => momentMs)).toEqual([500]);
});

test('without a playhead everything is shown at once', () => {
  const { shown } = watchOf([1, 2, 9_000_000], () => null);
  expect(shown).toHaveLength(3);
});

test('a seek is noticed within a tenth of a second', () => {
  const { hands, shown } = watchOf([50_000], (nowMs) => (nowMs < 1_000 ? nowMs : nowMs + 60_000));
  hands.pass(1_100);
  expect(shown).toHaveLength(1);
});

test('another way of playing that is a little behind takes nothing back', () => {
  const reached: (number | null)[] = [];
  const hands = new Hands();
  new PlayheadWatch({
    playhead: () => (hands.nowMs < 500 ? 10_000 + hands.nowMs : 9_300 + hands.nowMs),
    timer: hands,
    nextMs: () => undefined,
    reached: (playheadMs) => reached.push(playheadMs),
  });
  hands.pass(3_000);
  expect(reached).toEqual(reached.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
});

test('a closed one looks no more', () => {
  const { hands, watch } = watchOf([], (nowMs) => nowMs);
  watch.close();
  watch.look();
  expect(hands.waiting).toBe(0);
});
