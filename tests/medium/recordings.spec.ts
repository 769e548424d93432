// Real here: the whole server with a programme on air, FFmpeg. Nobody is on the stage: the slate is the show.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../support/kernel/wait-for.js';
import { readMedia } from '../support/outputs/read-media.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';

/** The last fragments, the playlists and one job of copying. */
const READY_WITHIN_MS = 30_000;
/** A frame at 30 a second is 33 ms; the promise is a tenth of a second. */
const SAME_LENGTH_SECONDS = 0.1;
const RECORDED_WITHIN_MS = 30_000;

let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  server = await ServerUnderTest.start({ env: SMALL_PROGRAMME });
  ({ owner, showId } = await signedInOwner(server));
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
}, 90_000);

afterAll(() => server?.dispose(), 30_000);

const recordingsOf = async (client: ApiClient) =>
  (await client.get(`/shows/${showId}/recordings`)).body.items;
const recordedSeconds = async (atLeast: number) =>
  waitFor(`${atLeast} s to be recorded`, RECORDED_WITHIN_MS, async () => {
    const [recording] = await recordingsOf(owner);
    return recording !== undefined && recording.seconds >= atLeast;
  });
const readyRecording = async () => {
  await waitFor('the recording to be ready', READY_WITHIN_MS, async () => {
    const [recording] = await recordingsOf(owner);
    return recording?.state === 'ready' || recording?.state === 'failed';
  });
  return (await recordingsOf(owner))[0];
};

test('a show is recorded from live to end, as playlist and as one file, also over a kill of the outputs', async () => {
  await recordedSeconds(4);
  process.kill(server.pidOf('outputs') ?? 0, 'SIGKILL');
  await recordedSeconds(10);
  expect((await owner.post(`/shows/${showId}/end`)).status).toBe(200);
  const recording = await readyRecording();
  expect(recording).toMatchObject({ state: 'ready', format: 'main', height: 360, tracks: [] });
  const [file, list] = await Promise.all(
    [recording.mp4Url, recording.hlsUrl].map((url) => readMedia(server.url + url)),
  );
  expect([file?.errors, list?.errors]).toEqual(['', '']);
  expect(file?.streams.map(({ codec }) => codec).sort()).toEqual(['aac', 'h264']);
  for (const seconds of [
    file?.seconds,
    list?.seconds,
    ...(file?.streams ?? []).map((stream) => stream.seconds),
  ])
    expect(Math.abs((seconds ?? 0) - recording.seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
  const frames = file?.streams.find(({ codec }) => codec === 'h264')?.frames ?? 0;
  expect(Math.abs(frames / 30 - recording.seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
}, 120_000);
