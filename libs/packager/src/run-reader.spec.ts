import { describe, expect, test } from '@jest/globals';
import { FakeEncoder } from '../../../tests/support/packager/fake-encoder.js';
import { RunReader, toTicks } from './run-reader.js';

describe('where a frame stands on the show', () => {
  test('a audio run: its first frame is the encoder priming and does not exist for us', () => {
    const encoder = new FakeEncoder({ kind: 'audio' });
    const start = { units: 48_000 * 7 + 160, perSecond: 48_000 };
    const reader = new RunReader({ renditionId: 'a', run: 1, start });
    reader.push(encoder.init);
    expect(reader.push(encoder.fragment()).samples).toEqual([]);
    const [sample] = reader.push(encoder.fragment()).samples;
    expect(sample).toMatchObject({ decodeTicks: 48_000 * 7 + 160, startSeconds: 7 + 160 / 48_000 });
  });

  test('a video run keeps its first frame', () => {
    const encoder = new FakeEncoder({ kind: 'video' });
    const reader = new RunReader({ renditionId: 'v', run: 1, start: { units: 147, perSecond: 30 } });
    reader.push(encoder.init);
    expect(reader.push(encoder.fragment()).samples[0]?.decodeTicks).toBe((147 * 15_360) / 30);
  });
});

describe('ticks are exact', () => {
  test.each([
    [1, 30, 15_360, 512],
    [30 * 3_600 * 24 * 30, 30, 15_360, 3_600 * 24 * 30 * 15_360],
    [1_001, 30_000, 90_000, 3_003],
    [1, 3, 10, 3],
    [5, 3, 10, 17],
  ])('%i of %i a second on a clock of %i Hz', (units, perSecond, timescaleHz, ticks) =>
    expect(toTicks(units, perSecond, timescaleHz)).toBe(ticks),
  );
});
