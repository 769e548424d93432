import { afterAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme, SMALL_LADDER } from '../support/origin/live-programme.js';
import { RealEncoder } from '../support/packager/real-encoder.js';
import { ffmpegWarns } from '../support/players/plain-players.js';
import { BUSY_SEEN_LATE_MS, checkConformance } from './hls/hls-conformance.js';

const FOLLOWED_MS = 9_000;

const lives: LiveProgramme[] = [];
const again: RealEncoder[] = [];
afterAll(async () => {
  for (const encoder of again) await encoder.kill();
  for (const live of lives) await live.close();
});

/** Kills these encoders' processes and starts others where the programme is now, as the compositor does. */
async function replace(live: LiveProgramme, ids: readonly string[]): Promise<void> {
  const dying = SMALL_LADDER.map((spec, index) => ({ spec, encoder: live.encoders[index] })).filter(
    ({ spec }) => ids.includes(spec.id),
  );
  await Promise.all(dying.map(({ encoder }) => encoder?.kill()));
  const nowSeconds = (systemClock.wallMs() - live.packager.anchorWallMs) / 1_000;
  // A rung that returns alone has its key frames where the others have theirs.
  const startSeconds =
    ids.length === 1 && ids[0] !== 'a' ? Math.ceil(nowSeconds / 2) * 2 : Math.ceil(nowSeconds * 30) / 30;
  for (const { spec } of dying) {
    again.push(new RealEncoder({ spec, intake: live.packager, clock: systemClock, run: 2, startSeconds }));
  }
}

async function follow({ multivariantUrl, packager }: LiveProgramme) {
  const report = checkConformance({
    multivariantUrl,
    signal: AbortSignal.timeout(FOLLOWED_MS),
    seenLateMs: BUSY_SEEN_LATE_MS,
  });
  // The judge has seen it whole for a while before anything breaks.
  await new Promise((resolve) => packager.events.once('segment-published', resolve));
  return { report };
}

/** What FFmpeg says of all that a playlist lists, piece after piece. */
async function decoded(playlist: string, baseUrl: string): Promise<string[]> {
  const names = [...playlist.matchAll(/^#EXT-X-MAP:URI="(.*)"|^([^#\n].*\.m4s)$/gm)].map(
    ([, map, segment]) => map ?? segment ?? '',
  );
  const pieces = await Promise.all(names.map((name) => hlsFetch(new URL(name, baseUrl).href)));
  // What is a gap cannot be had.
  const given = pieces.filter(({ status }) => status === 200);
  return ffmpegWarns(['-i', 'pipe:0'], Buffer.concat(given.map(({ body }) => body)));
}

/** The encoder was away: nothing new came, and that is all. */
const PAUSE_RULES = ['cadence'];

const DYING = {
  'one rung': ['v180'],
  'all video': ['v360', 'v180'],
  everything: ['v360', 'v180', 'a'],
};

/** Real time is waited for, by each in a show of its own: together. */
export function loseEncoders(names: readonly (keyof typeof DYING)[]): void {
  test.concurrent.each(names)('rules that hold while encoders die: %s', async (name) => {
    const ids = DYING[name];
    const live = await LiveProgramme.start();
    lives.push(live);
    await live.onAir();
    const { report } = await follow(live);
    await replace(live, ids);
    const { findings } = await report;
    expect(findings.all.filter((finding) => !PAUSE_RULES.includes(finding.rule))).toEqual([]);
    const texts = await Promise.all(
      SMALL_LADDER.map(async ({ id }) =>
        (await hlsFetch(new URL(`${id}.m3u8`, live.multivariantUrl).href)).body.toString(),
      ),
    );
    const discontinuities = texts.map((text) => text.split('#EXT-X-DISCONTINUITY\n').length - 1);
    // In all renditions alike. That a frame stays where there is no other is held beside the packager.
    expect(new Set(discontinuities).size).toBe(1);
    expect(discontinuities[0]).toBeGreaterThan(0);
    expect(await decoded(texts[0] ?? '', live.multivariantUrl)).toEqual([]);
  });
}
