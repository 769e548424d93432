import { expect, test } from '@jest/globals';
import { shiftedIntake, shiftSecondsOf } from './shifted-intake.js';

test('a later programme begins a whole number of frames after the first one, never before its own anchor', () => {
  expect(shiftSecondsOf(1_000, 1_000, 30)).toBe(0);
  expect(shiftSecondsOf(1_000, 2_010, 30)).toBeCloseTo(31 / 30, 9);
  expect(shiftSecondsOf(2_000, 1_000, 30)).toBe(0);
});

test('picture and sound are shifted alike, and epochs are numbered on', () => {
  const seen: unknown[] = [];
  const intake = {
    epochOpened: (epoch: unknown) => seen.push(epoch),
    bytes: (renditionId: string, epoch: number) => seen.push([renditionId, epoch]),
    epochClosed: (renditionId: string, epoch: number) => seen.push([renditionId, epoch]),
  };
  const sink = shiftedIntake(() => ({ intake, seconds: 10 / 30, epochs: 1_000 }));
  sink.epochOpened({ renditionId: 'v', epoch: 1, kind: 'video', start: { units: 5, perSecond: 30 } });
  sink.epochOpened({ renditionId: 'a', epoch: 1, kind: 'audio', start: { units: 8_000, perSecond: 48_000 } });
  sink.bytes('v', 1, new Uint8Array());
  sink.epochClosed('v', 1);
  expect(seen).toEqual([
    { renditionId: 'v', epoch: 1_001, kind: 'video', start: { units: 15, perSecond: 30 } },
    { renditionId: 'a', epoch: 1_001, kind: 'audio', start: { units: 24_000, perSecond: 48_000 } },
    ['v', 1_001],
    ['v', 1_001],
  ]);
});
