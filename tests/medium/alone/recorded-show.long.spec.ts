// Real here: the built server with a host in Chromium over two and a half minutes (PROSCENIUM_RECORDED_MINUTES for more), an
// encoder and the server killed and the layout changed on the way, FFmpeg as the reader of the files.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { publishedOf } from '../../support/compositor/programme-children.js';
import { BEAT_MS } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median } from '../../support/meters/statistics.js';
import { beepsOf } from '../../support/outputs/beeps-of.js';
import { type ClockedFrame, framesOf } from '../../support/outputs/frames-of.js';
import { laterBy } from '../../support/outputs/later-by.js';
import { readMedia } from '../../support/outputs/read-media.js';
import { ageMs } from '../../support/page/bar-code.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { ShowUnderTest } from '../../support/server/show-under-test.js';
import { ownerAt } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const FRAME_RATE = 24;
const PROGRAMME = { ...SMALL_PROGRAMME, PROSCENIUM_PROGRAMME_FRAME_RATE: String(FRAME_RATE) };
const THIRD_SECONDS = (Number(process.env.PROSCENIUM_RECORDED_MINUTES ?? 2.5) * 60) / 3;
const RECORDED_WITHIN_MS = THIRD_SECONDS * 1_000 + 100_000;
/** Everything, and reading it to the end. */
const TEST_MS = 6 * RECORDED_WITHIN_MS;
/** The promise for an hour of show; two minutes and a half are there sooner. */
const FILE_WITHIN_MS = 30_000;
const SAME_LENGTH_SECONDS = 0.1;
const IN_SYNC_MS = 45;
const PLACES = 10;
/** A frame this near to a beep tells what the video shows at it. */
const NEAR_SECONDS = 0.15;
/** What is read around a place: reading the bar codes of a minute takes 400 MB of memory. */
const PART_SECONDS = 6;
/** Tracks stand where the programme shows them, to one of its frames. */
const ONE_FRAME_SECONDS = 1 / FRAME_RATE;
/** Shorter ones were about to end when the server was killed. */
const JUDGED_SECONDS = 10;

interface Track {
  source: string;
  startSeconds: number;
  seconds: number;
  url: string;
}

let show: ShowUnderTest;
let owner: ApiClient;
let recording: { seconds: number; mp4Url: string; hlsUrl: string; state: string; tracks: Track[] };
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
  const encoders = show.server.childrenLike(/libx264 .* -bufsize 800k/).map(({ pid }) => pid);
  process.kill(await publishedOf(encoders), 'SIGKILL');
  await recorded(1.5 * THIRD_SECONDS);
  await show.host.getByRole('button', { name: 'Solo', exact: true }).click();
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
}, TEST_MS);
afterAll(() => show?.close(), 30_000);

async function listedSeconds(): Promise<number> {
  const url = show.server.url + recording.hlsUrl.replace('index', 'video-360');
  const text = await (await fetch(url)).text();
  return [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

test(
  'the file is there in time, as long as what was recorded, and decodes without a fault',
  async () => {
    expect(recording.state).toBe('ready');
    expect(fileAfterMs).toBeLessThan(FILE_WITHIN_MS);
    const file = await readMedia(show.server.url + recording.mp4Url);
    expect(file.errors).toBe('');
    expect(recording.seconds).toBeGreaterThan(3 * THIRD_SECONDS);
    for (const seconds of [file.seconds, await listedSeconds(), ...file.streams.map((each) => each.seconds)])
      expect(Math.abs(seconds - recording.seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
  },
  TEST_MS,
);

/** What is read of a file around a moment of the show. */
const partAt = (seconds: number) => ({
  fromSeconds: Math.max(0, seconds - PART_SECONDS / 2),
  seconds: PART_SECONDS,
});

/** How much later than the video the beep is: it begins on the beat of the wall clock, of which the video shows the low bits. */
function laterThanVideoMs(beepSeconds: number, frames: readonly ClockedFrame[]): number | undefined {
  const readMs = systemClock.wallMs();
  const moments = frames.flatMap(({ seconds, clock }) =>
    clock !== undefined && Math.abs(seconds - beepSeconds) < NEAR_SECONDS
      ? [readMs - ageMs(clock, readMs) + (beepSeconds - seconds) * 1_000]
      : [],
  );
  if (moments.length === 0) return undefined;
  const late = median(moments) % BEAT_MS;
  return late > BEAT_MS / 2 ? late - BEAT_MS : late;
}

test(
  'lips are in time at ten places, before and behind what was killed',
  async () => {
    const url = show.server.url + recording.mp4Url;
    const beeps = await beepsOf(url);
    const offsets: (number | undefined)[] = [];
    for (let place = 0; place < PLACES; place += 1) {
      const atSeconds = ((place + 0.5) / PLACES) * recording.seconds;
      const frames = await framesOf(url, partAt(atSeconds));
      const seen = beeps.filter((beep) => Math.abs(beep - atSeconds) < PART_SECONDS / 2);
      const late = seen.flatMap((beep) => laterThanVideoMs(beep, frames) ?? []);
      offsets.push(late.length === 0 ? undefined : median(late));
    }
    console.info(`audio behind video at ${PLACES} places: ${offsets.map((each) => each?.toFixed(0))} ms`);
    expect(offsets.filter((offset) => !(Math.abs(offset ?? Number.NaN) <= IN_SYNC_MS))).toEqual([]);
  },
  TEST_MS,
);

test(
  'each track of the camera stands where the programme shows it, to one frame',
  async () => {
    const { tracks } = await waitFor('the tracks', RECORDED_WITHIN_MS, async () => {
      const found = await newest();
      return found?.tracks.length > 0 ? (found as typeof recording) : undefined;
    });
    const cameras = tracks.filter(({ source, seconds }) => source === 'camera' && seconds > JUDGED_SECONDS);
    // The server was killed once: who publishes again has a track more.
    expect(cameras.length).toBeGreaterThan(1);
    for (const { url, startSeconds, seconds } of cameras) {
      const part = partAt(startSeconds + seconds / 2);
      const programme = await framesOf(show.server.url + recording.mp4Url, part);
      const own = { ...part, fromSeconds: Math.max(0, part.fromSeconds - startSeconds) };
      const camera = await framesOf(show.server.url + url, own);
      const later = camera.flatMap((frame) => laterBy(frame, programme) ?? []);
      expect(later.length).toBeGreaterThan(PART_SECONDS * FRAME_RATE * 0.5);
      console.info(`a camera of ${seconds.toFixed(1)} s: ${(1_000 * median(later)).toFixed(0)} ms behind`);
      expect(Math.abs(median(later))).toBeLessThan(ONE_FRAME_SECONDS);
    }
  },
  TEST_MS,
);
