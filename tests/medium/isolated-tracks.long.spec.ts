// Real here: the built server with a host in Chromium, the process of the outputs (killed once), FFmpeg as the reader.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../support/kernel/wait-for.js';
import { median } from '../support/meters/statistics.js';
import { beepsOf } from '../support/outputs/beeps-of.js';
import { framesOf } from '../support/outputs/frames-of.js';
import { laterBy } from '../support/outputs/later-by.js';
import { readMedia } from '../support/outputs/read-media.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ShowUnderTest } from '../support/server/show-under-test.js';
import { ownerAt } from '../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';

const RECORDED_WITHIN_MS = 60_000;
const READY_WITHIN_MS = 60_000;
/** A frame of the programme at 15 a second, and of the camera at 30. */
const ONE_FRAME_SECONDS = 1 / 15;
/** An audio packet on either side, and how exactly the beginning of a beep is found. */
const SAME_BEEP_SECONDS = 0.045;

interface Track {
  id: string;
  source: string;
  codec: string;
  name: string;
  startSeconds: number;
  seconds: number;
  url: string;
}

let show: ShowUnderTest;
let owner: ApiClient;
let recording: { seconds: number; mp4Url: string; tracks: Track[]; state: string };

const newest = async () => (await owner.get(`/shows/${show.showId}/recordings`)).body.items?.[0];
const recorded = (atLeast: number) =>
  waitFor(
    `${atLeast} s to be recorded`,
    RECORDED_WITHIN_MS,
    async () => (await newest())?.seconds >= atLeast,
  );

beforeAll(async () => {
  show = await ShowUnderTest.open({
    server: { env: SMALL_PROGRAMME },
    camera: { width: 640, height: 360, frameRate: 30 },
  });
  await show.goLive();
  owner = await ownerAt(show.server.url);
  await recorded(6);
  process.kill(show.server.pidOf('outputs') ?? 0, 'SIGKILL');
  await recorded(16);
  await owner.post(`/shows/${show.showId}/end`);
  recording = await waitFor('the tracks', READY_WITHIN_MS, async () => {
    const found = await newest();
    return found?.tracks.length > 0 ? found : undefined;
  });
}, 180_000);
afterAll(() => show?.close(), 30_000);

const trackOf = (source: string): Track => {
  const track = recording.tracks.find((each) => each.source === source);
  if (track === undefined) throw new Error(`no ${source} among ${JSON.stringify(recording.tracks)}`);
  return track;
};
const urlOf = (path: string): string => show.server.url + path;

test('camera and microphone are files in their own codecs, one each, over a kill of the outputs', async () => {
  expect(recording.tracks.map(({ source, codec, name }) => [source, codec, name]).sort()).toEqual([
    ['camera', 'vp8', 'Ada'],
    ['microphone', 'opus', 'Ada'],
  ]);
  for (const track of recording.tracks) {
    const facts = await readMedia(urlOf(track.url));
    expect(facts.errors).toBe('');
    expect(facts.streams.map(({ codec }) => codec)).toEqual([track.codec]);
    expect(track.startSeconds + track.seconds).toBeGreaterThan(recording.seconds - 1);
  }
}, 60_000);

test('each frame of the camera stands where the programme shows it, to one frame', async () => {
  const programme = await framesOf(urlOf(recording.mp4Url));
  const camera = await framesOf(urlOf(trackOf('camera').url));
  const later = camera.flatMap((frame) => laterBy(frame, programme) ?? []);
  expect(later.length).toBeGreaterThan(100);
  expect(Math.abs(median(later))).toBeLessThan(ONE_FRAME_SECONDS);
}, 90_000);

test('each beep of the microphone stands where the programme plays it', async () => {
  const programme = await beepsOf(urlOf(recording.mp4Url));
  const microphone = await beepsOf(urlOf(trackOf('microphone').url));
  const apart = microphone.flatMap((at) => {
    const nearest = Math.min(...programme.map((each) => Math.abs(each - at)));
    return nearest < 0.4 ? [nearest] : [];
  });
  expect(apart.length).toBeGreaterThan(8);
  expect(median(apart)).toBeLessThan(SAME_BEEP_SECONDS);
}, 60_000);
