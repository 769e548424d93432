// Real here: the built server with a host in Chromium over two and a half minutes, an encoder and the server killed on the
// way, FFmpeg as the reader of the file.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { publishedOf } from '../../support/compositor/programme-children.js';
import { BEAT_MS } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median } from '../../support/meters/statistics.js';
import { beepsOf } from '../../support/outputs/beeps-of.js';
import { type ClockedFrame, framesOf } from '../../support/outputs/frames-of.js';
import { readMedia } from '../../support/outputs/read-media.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { ShowUnderTest } from '../../support/server/show-under-test.js';
import { ownerAt } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

/** Half as many frames as usual: reading the bar codes of a minute at this rate takes 400 MB of memory. */
const PROGRAMME = { ...SMALL_PROGRAMME, PROSCENIUM_PROGRAMME_FRAME_RATE: '15' };
const THIRD_SECONDS = 50;
const RECORDED_WITHIN_MS = 150_000;
/** The promise for an hour of show; two minutes and a half are there sooner. */
const FILE_WITHIN_MS = 30_000;
const SAME_LENGTH_SECONDS = 0.1;
const IN_SYNC_MS = 45;
const PLACES = 10;
/** A frame this near to a beep tells what the video shows at it. */
const NEAR_SECONDS = 0.15;

let show: ShowUnderTest;
let owner: ApiClient;
let recording: { seconds: number; mp4Url: string; hlsUrl: string; state: string };
let fileAfterMs: number;

const newest = async () => (await owner.get(`/shows/${show.showId}/recordings`)).body.items?.[0];
/** The server is away for a moment on the way. */
const recorded = (atLeast: number) =>
  waitFor(`${atLeast} s to be recorded`, RECORDED_WITHIN_MS, async () => {
    const found = await newest().catch(() => undefined);
    return found?.seconds >= atLeast;
  });

beforeAll(async () => {
  show = await ShowUnderTest.open({
    server: { env: PROGRAMME },
    camera: { width: 640, height: 360, frameRate: 30 },
  });
  await show.goLive();
  owner = await ownerAt(show.server.url);
  await recorded(THIRD_SECONDS);
  const encoders = show.server.childrenLike(/libx264 .* -b:v 800k/).map(({ pid }) => pid);
  process.kill(await publishedOf(encoders), 'SIGKILL');
  await recorded(2 * THIRD_SECONDS);
  process.kill(show.server.pid, 'SIGKILL');
  await recorded(3 * THIRD_SECONDS);
  const { status } = await owner.post(`/shows/${show.showId}/end`);
  expect(status).toBe(200);
  const endedMs = systemClock.monotonicMs();
  recording = await waitFor('the file', RECORDED_WITHIN_MS, async () => {
    const found = await newest();
    return ['ready', 'failed'].includes(found?.state) ? found : undefined;
  });
  fileAfterMs = systemClock.monotonicMs() - endedMs;
}, 400_000);
afterAll(() => show?.close(), 30_000);

async function listedSeconds(): Promise<number> {
  const url = show.server.url + recording.hlsUrl.replace('index', 'video-360');
  const text = await (await fetch(url)).text();
  return [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

test('the file is there in time, as long as what was recorded, and decodes without a fault', async () => {
  expect(recording.state).toBe('ready');
  expect(fileAfterMs).toBeLessThan(FILE_WITHIN_MS);
  const file = await readMedia(show.server.url + recording.mp4Url);
  expect(file.errors).toBe('');
  expect(recording.seconds).toBeGreaterThan(3 * THIRD_SECONDS);
  for (const seconds of [file.seconds, await listedSeconds(), ...file.streams.map((each) => each.seconds)])
    expect(Math.abs(seconds - recording.seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
}, 120_000);

/** How much later than the video the beep is: it begins on the beat of the clock that the video shows. */
function laterThanVideoMs(beepSeconds: number, frames: readonly ClockedFrame[]): number | undefined {
  const clocks = frames.flatMap(({ seconds, clock }) =>
    clock !== undefined && Math.abs(seconds - beepSeconds) < NEAR_SECONDS
      ? [clock + (beepSeconds - seconds) * 1_000]
      : [],
  );
  if (clocks.length === 0) return undefined;
  const late = median(clocks) % BEAT_MS;
  return late > BEAT_MS / 2 ? late - BEAT_MS : late;
}

test('lips are in time at ten places, before and behind what was killed', async () => {
  const url = show.server.url + recording.mp4Url;
  const [frames, beeps] = [await framesOf(url), await beepsOf(url)];
  const seen = beeps.filter((beep) => laterThanVideoMs(beep, frames) !== undefined);
  const places = Array.from({ length: PLACES }, (_, place) => {
    const atSeconds = ((place + 0.5) / PLACES) * recording.seconds;
    return seen.reduce((best, beep) =>
      Math.abs(beep - atSeconds) < Math.abs(best - atSeconds) ? beep : best,
    );
  });
  expect(new Set(places).size).toBe(PLACES);
  const offsets = places.map((beep) => laterThanVideoMs(beep, frames) ?? Number.NaN);
  expect(offsets.filter((offset) => !(Math.abs(offset) <= IN_SYNC_MS))).toEqual([]);
}, 180_000);
