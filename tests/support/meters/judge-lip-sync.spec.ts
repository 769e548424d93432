import { expect, test } from '@jest/globals';
import { lipSyncOffsetsMs } from './judge-lip-sync.js';

const START = 1_790_000_000_000;
const BEAT_MS = 1_000;

function show(videoDelayMs: number, audioDelayMs: number) {
  const video = Array.from({ length: 300 }, (_, index) => {
    const wallMs = START + index * 33;
    return {
      wallMs,
      mediaTimeMs: index * 33,
      presentedFrames: index,
      width: 1_280,
      height: 720,
      tiles: [
        {
          clock: (wallMs - videoDelayMs) % 2 ** 24,
          ground: [0, 0, 0] as const,
          patches: {},
          flash: false,
          meanLuma: 90,
        },
      ],
    };
  });
  const beepsWallMs = [2, 3, 4, 5].map((beat) => START + beat * BEAT_MS + (audioDelayMs % BEAT_MS));
  return { video, audio: [{ wallMs: START, rms: 0, tones: [], beepsWallMs }] };
}

test.each([
  [50, 50, 0],
  [50, 90, 40],
  [700, 820, 120],
  [2_950, 3_070, 120],
  [3_050, 2_930, -120],
])('video %i ms late, audio %i ms late: %i ms apart', (videoMs, audioMs, offsetMs) => {
  const { video, audio } = show(videoMs, audioMs);
  const offsets = lipSyncOffsetsMs(video, audio, BEAT_MS);
  expect(offsets).toHaveLength(4);
  for (const offset of offsets) expect(offset).toBeCloseTo(offsetMs, 6);
});

test('a beep with no video near it is not judged', () => {
  const { audio } = show(50, 50);
  expect(lipSyncOffsetsMs([], audio, BEAT_MS)).toEqual([]);
});
