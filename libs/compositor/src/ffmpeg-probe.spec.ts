import { expect, test } from '@jest/globals';
import { missingInFfmpeg } from './ffmpeg-probe.js';

test('a program that is not there is said to be missing, and the FFmpeg that tests run with lacks nothing', async () => {
  await expect(missingInFfmpeg('/nowhere/ffmpeg')).rejects.toThrow();
  // In this order: what was listed once is remembered for as long as the process lives.
  expect(await missingInFfmpeg('ffmpeg')).toEqual([]);
});
