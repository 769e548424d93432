import { afterEach, describe, expect, test } from '@jest/globals';
import { BUSY_SEEN_LATE_MS, checkConformance } from '../support/hls-conformance.js';
import { LiveProgramme } from '../support/live-programme.js';

/** Whole segments of each rendition, and every kind of reload. */
const FOLLOWED_MS = 7_000;

let live: LiveProgramme | undefined;
afterEach(async () => {
  await live?.close();
  live = undefined;
});

describe('a live origin fed by real encoders', () => {
  // The default profile is followed by `random-show.spec.ts`, through a whole programme.
  test.each(['ultra', 'standard'] as const)('profile %s breaks no rule', async (profile) => {
    live = await LiveProgramme.start({ profile });
    await live.onAir();
    const report = await checkConformance({
      multivariantUrl: live.multivariantUrl,
      signal: AbortSignal.timeout(FOLLOWED_MS),
      seenLateMs: BUSY_SEEN_LATE_MS,
    });
    expect(report.findings.all).toEqual([]);
    expect(report.segments).toBeGreaterThanOrEqual(3);
    expect(report.reloads).toBeGreaterThanOrEqual(9);
  });
});
