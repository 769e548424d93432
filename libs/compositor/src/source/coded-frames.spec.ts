import { expect, test } from '@jest/globals';
import { CodedFrames } from './coded-frames.js';

const frame = (bytes = 1) => ({ data: new Uint8Array(bytes), rtpTimestamp: 0, isKey: false });
const times = (frames: readonly { rtpTime: number }[]) => frames.map(({ rtpTime }) => rtpTime);

test('are taken once, up to a moment of their sender', () => {
  const coded = new CodedFrames();
  coded.push(frame(), 0);
  coded.keep(true);
  // What was before is not known.
  expect(coded.take(1_000)).toEqual({ frames: [], isBroken: true });
  for (const rtpTime of [1, 2, 3]) coded.push(frame(), rtpTime);
  const first = coded.take(2);
  expect([times(first.frames), first.isBroken]).toEqual([[1, 2], false]);
  expect(times(coded.take(9).frames)).toEqual([3]);
});

test('are all dropped where one is missing, or where nobody takes them', () => {
  const coded = new CodedFrames();
  coded.keep(true);
  coded.take(0);
  coded.push(frame(), 1);
  coded.lose();
  coded.push(frame(), 2);
  const after = coded.take(9);
  expect([times(after.frames), after.isBroken]).toEqual([[2], true]);
  for (let rtpTime = 3; rtpTime < 500; rtpTime += 1) coded.push(frame(), rtpTime);
  const late = coded.take(1_000);
  expect(late.isBroken).toBe(true);
  expect(late.frames.length).toBeLessThanOrEqual(64);
  coded.push(frame(9 * 1024 * 1024), 1_001);
  expect(coded.take(2_000)).toEqual({ frames: [], isBroken: true });
});
