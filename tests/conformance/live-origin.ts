import { afterAll, expect, test } from '@jest/globals';
import { ENGLISH_CAPTIONS, LiveProgramme, SMALL_LADDER } from '../support/origin/live-programme.js';
import { tellPlayers } from '../support/origin/tell-players.js';
import { BUSY_SEEN_LATE_MS, checkConformance } from './hls/hls-conformance.js';

/** Whole segments of each rendition, and every kind of reload. */
const FOLLOWED_MS = 7_000;

const lives: LiveProgramme[] = [];
afterAll(async () => {
  for (const live of lives) await live.close();
});

/**
 * The default profile is followed by `random-show.long.spec.ts`, through a whole programme. These wait for real time,
 * each for its own show, so they wait together.
 */
export function followProfiles(profiles: readonly ('ultra' | 'standard')[]): void {
  test.concurrent.each(profiles)(
    'a live origin with real encoders, profile %s, breaks no rule',
    async (profile) => {
      const live = await LiveProgramme.start({ profile, renditions: [...SMALL_LADDER, ENGLISH_CAPTIONS] });
      lives.push(live);
      await live.onAir();
      const told = tellPlayers(live);
      const report = await checkConformance({
        multivariantUrl: live.multivariantUrl,
        signal: AbortSignal.timeout(FOLLOWED_MS),
        seenLateMs: BUSY_SEEN_LATE_MS,
      });
      told.stop();
      expect(report.findings.all).toEqual([]);
      for (const { dateRanges } of report.timed) expect(dateRanges).toBeGreaterThanOrEqual(3);
      expect(report.timed.filter(({ messages }) => messages > 0)).toHaveLength(2);
      expect(report.cues).toBeGreaterThan(0);
      expect(report.segments).toBeGreaterThanOrEqual(3);
      expect(report.reloads).toBeGreaterThanOrEqual(9);
    },
  );
}
