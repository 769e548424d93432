import { expect, test } from '@jest/globals';
import { cameraFor, microphoneFor, USUAL_CAPTURE } from './capture-choice.js';

test('speech is cleaned of the room unless it is wanted, and music of nothing', () => {
  const cleaned = (change: Partial<typeof USUAL_CAPTURE>) => {
    const { echoCancellation, noiseSuppression, autoGainControl } = microphoneFor({
      ...USUAL_CAPTURE,
      ...change,
    });
    return [echoCancellation, noiseSuppression, autoGainControl];
  };
  expect(cleaned({})).toEqual([true, true, true]);
  expect(cleaned({ hasNoise: true })).toEqual([true, false, true]);
  expect(cleaned({ isMusic: true })).toEqual([false, false, false]);
});

test.each([
  ['360', 640],
  ['720', 1_280],
  ['1080', 1_920],
] as const)('%s lines are %i wide', (resolution, width) => {
  expect(cameraFor({ resolution })).toMatchObject({
    width: { ideal: width },
    height: { ideal: Number(resolution) },
  });
});
