// Real here: the built server and its processes, and the file system. The hour was not on air: its segments are made as an encoder writes them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { preparedData } from '../../support/data/prepared-data.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { makeRecording } from '../../support/outputs/made-recording.js';
import { readMedia } from '../../support/outputs/read-media.js';
import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { ownerAt, signedInOwner } from '../../support/server/signed-in-owner.js';

/** The promise, from the end of the show. Here the start of the server counts as well. */
const FILE_WITHIN_MS = 30_000;
const SAME_LENGTH_SECONDS = 0.1;
const BITRATE = 2_500_000;
const ID = 'rec_hour';

let data: Awaited<ReturnType<typeof preparedData>>;
let server: ServerUnderTest | undefined;
let showId: string;
let seconds: number;

beforeAll(async () => {
  data = await preparedData();
  server = await ServerUnderTest.start({ dataDir: data.path });
  ({ showId } = await signedInOwner(server));
  await server.dispose();
  const folder = join(data.path, 'recordings', showId, ID);
  mkdirSync(folder, { recursive: true });
  seconds = await makeRecording(folder, { hours: 1, bitrate: BITRATE });
  const state = { id: ID, showId, state: 'recording', startedAtMs: 1_700_000_000_000, endedAtMs: null };
  const rest = { seconds: 0, bytes: 0, size: null, hasPlaylist: false, mp4Bytes: null, posterFile: null };
  writeFileSync(
    join(folder, 'summary.json'),
    JSON.stringify({ ...state, ...rest, isStopped: false, tracks: [] }),
  );
}, 180_000);
afterAll(async () => {
  await server?.dispose();
  data?.remove();
}, 30_000);

test('an hour of 2.5 Mbit/s is a file with fast start within 30 s of its end, as long as what was recorded', async () => {
  const beganMs = systemClock.monotonicMs();
  const running = await ServerUnderTest.start({ dataDir: data.path });
  server = running;
  const owner = await ownerAt(running.url);
  const found = await waitFor('the file', FILE_WITHIN_MS, async () => {
    const [recording] = (await owner.get(`/shows/${showId}/recordings`)).body.items;
    return recording?.state === 'ready' ? recording : undefined;
  });
  const tookMs = systemClock.monotonicMs() - beganMs;
  console.info(`an hour of ${(found.bytes / 2 ** 20).toFixed(0)} MiB: ready after ${Math.round(tookMs)} ms`);
  expect(tookMs).toBeLessThan(FILE_WITHIN_MS);
  const file = await readMedia(running.url + found.mp4Url, { isDecoded: false });
  const lengths = [found, file, ...file.streams].map((each) => each.seconds);
  for (const length of lengths) expect(Math.abs(length - seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
  expect(await boxesOf(running.url + found.mp4Url)).toEqual(['ftyp', 'moov']);
}, 120_000);

/** A player that reads from the beginning knows where all frames are before the first one. */
async function boxesOf(url: string): Promise<string[]> {
  const at = async (from: number) => {
    const answer = await fetch(url, { headers: { Range: `bytes=${from}-${from + 7}` } });
    const head = Buffer.from(await answer.arrayBuffer());
    return { type: head.toString('latin1', 4), bytes: head.readUInt32BE() };
  };
  const first = await at(0);
  return [first.type, (await at(first.bytes)).type];
}
