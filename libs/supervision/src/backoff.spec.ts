import { expect, test } from '@jest/globals';
import { Backoff } from './backoff.js';

test('the first end costs no time, the next ones double up to five seconds', () => {
  const backoff = new Backoff();
  const waits = Array.from({ length: 9 }, () => backoff.next(50));
  expect(waits).toEqual([0, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  expect(backoff.failures).toBe(9);
});

test('a process that lived long begins the count again', () => {
  const backoff = new Backoff();
  for (let count = 0; count < 5; count += 1) backoff.next(50);
  expect([backoff.next(60_000), backoff.next(50), backoff.failures]).toEqual([0, 100, 2]);
});
