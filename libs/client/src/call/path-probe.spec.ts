import { expect, test } from '@jest/globals';
import { PathProbe } from './path-probe.js';

/** So many questions from a moment on, 200 ms apart, each answered after `tripMs`. */
function answerAll(probe: PathProbe, fromMs: number, count: number, tripMs: number): number {
  for (let at = 0; at < count; at += 1) {
    const number = probe.ask(fromMs + at * 200);
    probe.answered(number, fromMs + at * 200 + tripMs);
  }
  return fromMs + count * 200;
}

test('a way is trusted after three answers, and says the middle of its round trips', () => {
  const probe = new PathProbe();
  answerAll(probe, 0, 2, 20);
  expect([probe.isAlive(400), probe.roundTripMs]).toEqual([false, 20]);
  answerAll(probe, 400, 1, 80);
  expect([probe.isAlive(600), probe.roundTripMs]).toEqual([true, 20]);
});

test('a way that stops answering is dead at once, and must answer again three times', () => {
  const probe = new PathProbe();
  const nowMs = answerAll(probe, 0, 5, 20);
  probe.ask(nowMs);
  probe.ask(nowMs + 200);
  expect([probe.isAlive(nowMs + 600), probe.isAlive(nowMs + 601)]).toEqual([true, false]);
  const laterMs = answerAll(probe, nowMs + 1_000, 2, 20);
  expect(probe.isAlive(laterMs)).toBe(false);
  expect(probe.isAlive(answerAll(probe, laterMs, 1, 20))).toBe(true);
});

test('one lost answer among others is no death', () => {
  const probe = new PathProbe();
  const nowMs = answerAll(probe, 0, 5, 20);
  probe.ask(nowMs);
  probe.answered(probe.ask(nowMs + 200), nowMs + 220);
  expect(probe.isAlive(nowMs + 700)).toBe(true);
});

test('answers that are too slow, or to no question of ours, bring no trust', () => {
  const probe = new PathProbe();
  for (let at = 0; at < 5; at += 1) {
    const number = probe.ask(at * 2_000);
    probe.answered(number, at * 2_000 + 900);
    probe.answered(7_000, at * 2_000 + 900);
  }
  expect([probe.isAlive(10_000), probe.roundTripMs]).toEqual([false, null]);
});
