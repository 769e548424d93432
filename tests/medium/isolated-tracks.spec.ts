// Real here: the built server with a host in Chromium, the process of the outputs, FFmpeg as the reader. Where each frame
// and beep stands beside the programme, over a kill of the outputs, is in `isolated-tracks.long.spec.ts`.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../support/kernel/wait-for.js';
import { readMedia } from '../support/outputs/read-media.js';
import { ShowUnderTest } from '../support/server/show-under-test.js';
import { ownerAt } from '../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';

const DONE_WITHIN_MS = 60_000;
const RECORDED_SECONDS = 4;

let show: ShowUnderTest;

beforeAll(async () => {
  show = await ShowUnderTest.open({
    server: { env: SMALL_PROGRAMME },
    camera: { width: 640, height: 360, frameRate: 15 },
  });
  await show.goLive();
}, 120_000);
afterAll(() => show?.close(), 30_000);

test('camera and microphone are files in their own codecs, one each, as long as the recording', async () => {
  const owner = await ownerAt(show.server.url);
  const newest = async () => (await owner.get(`/shows/${show.showId}/recordings`)).body.items?.[0];
  await waitFor(
    'something to be recorded',
    DONE_WITHIN_MS,
    async () => (await newest())?.seconds >= RECORDED_SECONDS,
  );
  await owner.post(`/shows/${show.showId}/end`);
  const recording = await waitFor('the tracks', DONE_WITHIN_MS, async () => {
    const found = await newest();
    return found?.tracks.length > 0 ? found : undefined;
  });
  const tracks: {
    source: string;
    codec: string;
    name: string;
    startSeconds: number;
    seconds: number;
    url: string;
  }[] = recording.tracks;
  expect(tracks.map(({ source, codec, name }) => [source, codec, name]).sort()).toEqual([
    ['camera', 'vp8', 'Ada'],
    ['microphone', 'opus', 'Ada'],
  ]);
  for (const track of tracks) {
    const facts = await readMedia(show.server.url + track.url);
    expect([facts.errors, facts.streams.map(({ codec }) => codec)]).toEqual(['', [track.codec]]);
    expect(track.startSeconds + track.seconds).toBeGreaterThan(recording.seconds - 1);
  }
}, 150_000);
