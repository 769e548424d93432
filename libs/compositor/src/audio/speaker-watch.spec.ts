import { expect, test } from '@jest/globals';
import { SpeakerWatch } from './speaker-watch.js';

const TICK_MS = 1_000 / 30;

function speak(watch: SpeakerWatch, levels: Record<string, number>, ticks: number): string | undefined {
  for (let tick = 0; tick < ticks; tick += 1) {
    for (const [id, level] of Object.entries(levels)) watch.hear(id, level, TICK_MS);
    watch.step(TICK_MS);
  }
  return watch.active;
}

test('the first to speak is shown at once, the next only when they go on', () => {
  const watch = new SpeakerWatch();
  expect(speak(watch, { a: 0, b: 0 }, 30)).toBeUndefined();
  expect(speak(watch, { a: 0.1, b: 0 }, 10)).toBe('a');
  expect(speak(watch, { a: 0, b: 0.1 }, 12)).toBe('a');
  expect(speak(watch, { a: 0, b: 0.1 }, 30)).toBe('b');
});

test('the last speaker stays until another speaks', () => {
  const watch = new SpeakerWatch();
  speak(watch, { a: 0.1 }, 30);
  expect(speak(watch, { a: 0 }, 300)).toBe('a');
});

test('who has left is no speaker', () => {
  const watch = new SpeakerWatch();
  speak(watch, { a: 0.1, b: 0.05 }, 30);
  watch.keepOnly(['b']);
  expect(watch.active).toBeUndefined();
  expect(speak(watch, { b: 0.05 }, 30)).toBe('b');
});
