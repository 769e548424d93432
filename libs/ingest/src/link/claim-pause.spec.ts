import { expect, test } from '@jest/globals';
import { claimPauseMs } from './claim-pause.js';

const least = () => Buffer.from([0]);
const most = () => Buffer.from([255]);

test('the first turn waits as briefly as a show needs to be taken up, the next ones ever longer', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 60].map((turns) => claimPauseMs(turns, least));
  expect(pauses).toEqual([300, 300, 600, 1_200, 2_400, 4_800, 5_000, 5_000]);
  expect(claimPauseMs(60, most)).toBeGreaterThan(9_900);
  expect(claimPauseMs(60, most)).toBeLessThanOrEqual(10_000);
});
