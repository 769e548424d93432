import { expect, test } from '@jest/globals';
import { PartMoments } from './part-moments.js';

const PART_MS = 500;
const LINE_MS = 8;

interface Met {
  /** For how long the server held the request. */
  heldMs: number;
  /** For how long the part had been there. */
  lateMs: number;
}

/** A player that asks for one part after another; part n is there at its own moment. */
function follow(parts: number, thereMs: (n: number) => number): Met[] {
  const moments = new PartMoments();
  const met: Met[] = [];
  let nowMs = thereMs(0) - 200;
  for (let n = 0; n < parts; n += 1) {
    const askedMs = nowMs + moments.inMs(nowMs);
    const cameMs = Math.max(askedMs, thereMs(n)) + LINE_MS;
    moments.came(askedMs, cameMs, PART_MS / 1_000);
    met.push({ heldMs: Math.max(0, thereMs(n) - askedMs), lateMs: Math.max(0, askedMs - thereMs(n)) });
    nowMs = cameMs + 15;
  }
  return met;
}

const random = (seed: number) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

test('before it knows when parts come it asks at once', () => {
  expect(new PartMoments().inMs(1_000)).toBe(0);
});

test('parts that come evenly are requested when they are there, and hardly later', () => {
  const met = follow(400, (n) => 10_000 + n * PART_MS).slice(50);
  expect(met.filter(({ heldMs }) => heldMs > 0).length / met.length).toBeLessThan(0.15);
  expect(Math.max(...met.map(({ lateMs }) => lateMs))).toBeLessThan(30);
});

test('of parts that come unevenly nine of ten are there when they are requested', () => {
  const next = random(7);
  const spread = Array.from({ length: 2_000 }, () => 60 * next() ** 2);
  const met = follow(2_000, (n) => 10_000 + n * PART_MS + (spread[n] ?? 0)).slice(200);
  const held = met.filter(({ heldMs }) => heldMs > 20).length / met.length;
  expect(held).toBeGreaterThan(0.01);
  expect(held).toBeLessThan(0.15);
  expect(Math.max(...met.map(({ lateMs }) => lateMs))).toBeLessThan(80);
});

test('one part that is late by seconds moves the others by no more than a step', () => {
  const met = follow(300, (n) => 10_000 + n * PART_MS + (n === 200 ? 2_000 : 0));
  expect(met[200]?.heldMs).toBeGreaterThan(1_500);
  const after = met.slice(206);
  expect(Math.max(...after.map(({ lateMs }) => lateMs))).toBeLessThan(40);
});

test('parts that come later from now on are waited for a few times only', () => {
  const met = follow(300, (n) => 10_000 + n * PART_MS + (n >= 150 ? 300 : 0)).slice(170);
  expect(met.filter(({ heldMs }) => heldMs > 20).length / met.length).toBeLessThan(0.15);
});

test('parts that come sooner again are requested sooner within half a minute', () => {
  const met = follow(300, (n) => 10_000 + n * PART_MS + (n >= 100 && n < 150 ? 300 : 0)).slice(200);
  expect(Math.max(...met.map(({ lateMs }) => lateMs))).toBeLessThan(60);
});

test('a player that comes upon parts that are there asks on at once until it has waited', () => {
  const met = follow(20, (n) => (n < 6 ? 0 : 10_000 + (n - 6) * PART_MS));
  expect(met.slice(8).every(({ lateMs }) => lateMs < 30)).toBe(true);
});
