import { afterAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { LiveProgramme } from '../support/origin/live-programme.js';
import { BUSY_SEEN_LATE_MS, checkConformance } from './hls/hls-conformance.js';

/** Whole segments of each rendition, and every kind of reload. */
const FOLLOWED_MS = 7_000;

const lives: LiveProgramme[] = [];
afterAll(async () => {
  for (const live of lives) await live.close();
});

/** A scene each second, a poll that opens and closes, and texts of an application. */
function tellPlayers({ packager }: LiveProgramme): () => void {
  const beganMs = systemClock.wallMs();
  const poll = { id: 'pol_1', class: 'poll', startMs: beganMs, values: { QUESTION: 'Which, "this"?' } };
  packager.timed({ kind: 'range', range: poll });
  let number = 0;
  return systemClock.every(500, () => {
    number += 1;
    const nowMs = systemClock.wallMs();
    packager.timed({ kind: 'metadata', number, atMs: nowMs, text: JSON.stringify({ number }) });
    const scene = {
      id: `scene-${number}`,
      class: 'scene',
      startMs: nowMs,
      endOnNext: true,
      values: { LAYOUT: 'grid' },
    };
    packager.timed({ kind: 'range', range: scene });
    if (number === 4) packager.timed({ kind: 'range', range: { ...poll, endMs: nowMs } });
  });
}

describe('a live origin fed by real encoders', () => {
  // The default profile is followed by `random-show.spec.ts`, through a whole programme. These wait for real time,
  // each for its own show, so they wait together.
  test.concurrent.each(['ultra', 'standard'] as const)('profile %s breaks no rule', async (profile) => {
    const live = await LiveProgramme.start({ profile });
    lives.push(live);
    await live.onAir();
    const stop = tellPlayers(live);
    const report = await checkConformance({
      multivariantUrl: live.multivariantUrl,
      signal: AbortSignal.timeout(FOLLOWED_MS),
      seenLateMs: BUSY_SEEN_LATE_MS,
    });
    stop();
    expect(report.findings.all).toEqual([]);
    for (const { dateRanges } of report.timed) expect(dateRanges).toBeGreaterThanOrEqual(3);
    expect(report.timed.filter(({ messages }) => messages > 0)).toHaveLength(2);
    expect(report.segments).toBeGreaterThanOrEqual(3);
    expect(report.reloads).toBeGreaterThanOrEqual(9);
  });
});
