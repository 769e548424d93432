import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { HeldRequests } from './held-requests.js';

function requests() {
  const clock = new ManualClock();
  const held = new HeldRequests(clock, 6_000);
  const told: string[] = [];
  const hold = (name: string, isDue = () => false) =>
    held.hold({
      isDue,
      answer: () => told.push(`${name} answered`),
      expire: () => told.push(`${name} expired`),
    });
  return { clock, held, told, hold };
}

test('all that are due are answered in one go, the others wait on', () => {
  const { held, told, hold } = requests();
  hold('a', () => true);
  hold('b');
  hold('c', () => true);
  expect(held.release()).toBe(2);
  expect(told).toEqual(['a answered', 'c answered']);
  expect(held.size).toBe(1);
});

test('each expires after its own patience', () => {
  const { clock, held, told, hold } = requests();
  hold('a');
  clock.advance(4_000);
  hold('b');
  clock.advance(2_001);
  expect(told).toEqual(['a expired']);
  clock.advance(4_000);
  expect(told).toEqual(['a expired', 'b expired']);
  expect(held.size).toBe(0);
});

test('who left is not answered', () => {
  const { clock, told, hold } = requests();
  hold('a', () => true)();
  clock.advance(10_000);
  expect(told).toEqual([]);
});

test('when the requests closes everybody hears', () => {
  const { held, told, hold } = requests();
  hold('a');
  hold('b');
  held.expireAll();
  expect(told).toEqual(['a expired', 'b expired']);
});
