// A show on air behind Varnish and nginx, and what may happen to its server meanwhile. Nobody is on the stage.
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { type Edge, startEdge } from '../../infra/cdn/edge.mjs';
import { preparedData } from '../support/data/prepared-data.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { PlaylistWatch } from '../support/origin/playlist-watch.js';
import { faketimeLibrary } from '../support/processes/faketime-library.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';

/** Each takes a descriptor here and one in the server: `ulimit -n` bounds what a machine can be asked. */
const HALF_OPEN = Number(process.env.HALF_OPEN ?? 2_000);
const WATCHED_MS = 2_500;
/** A part is new every half second, a copy may be a second old; who is held up waits for a time-out of fifteen seconds. */
const STALL_MS = 6_000;
const BACK_WITHIN_MS = 40_000;
const STEP_SECONDS = 3_600;
/** Frames stand on the wall clock of the programme's start; it goes on by the monotonic one. */
const CLOCK_TOLERANCE_MS = 4_000;

let data: Awaited<ReturnType<typeof preparedData>>;
let folder: ReturnType<typeof temporaryFolder>;
let env: Record<string, string>;
let server: ServerUnderTest;
let edge: Edge;
let watch: PlaylistWatch;

const setClock = (stepSeconds: number) => writeFileSync(join(folder.path, 'offset'), `+${stepSeconds}`);

beforeAll(async () => {
  data = await preparedData();
  folder = temporaryFolder();
  setClock(0);
  env = {
    PROSCENIUM_PROGRAMME_RUNGS: '360p:600k',
    PROSCENIUM_PROGRAMME_WIDTH: '640',
    PROSCENIUM_PROGRAMME_HEIGHT: '360',
    LD_PRELOAD: faketimeLibrary(),
    FAKETIME_TIMESTAMP_FILE: join(folder.path, 'offset'),
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  server = await ServerUnderTest.start({ dataDir: data.path, env });
  const { owner } = await signedInOwner(server);
  const origin = `http://127.0.0.1:${server.port}`;
  const [opened, made] = await Promise.all([
    startEdge({ origin }),
    owner.post('/shows', { title: 'Behind the edge', visibility: 'public' }),
  ]);
  edge = opened;
  const live = await owner.post(`/shows/${made.body.id}/live`);
  expect(live.status).toBe(200);
  const base = `${edge.httpUrl}${live.body.playbackUrl}`;
  const [rung = ''] = (await (await fetch(base)).text()).match(/^[\w-]+\.m3u8$/m) ?? [];
  watch = new PlaylistWatch(base.replace('index.m3u8', rung));
}, 90_000);
afterAll(async () => {
  await watch?.close();
  await edge?.close();
  await server?.dispose();
  data?.remove();
  folder?.remove();
}, 40_000);

function halfOpen(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write('GET /live/x/index.m3u8 HTTP/1.1\r\nHost: x\r\nX-Slow: ');
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

test(`${HALF_OPEN} connections that never finish asking hold no player up`, async () => {
  const fromMs = systemClock.monotonicMs();
  const sockets: Socket[] = [];
  while (sockets.length < HALF_OPEN)
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(500, HALF_OPEN) }, halfOpen))));
  for (const socket of sockets) socket.on('error', () => undefined);
  await systemClock.sleep(WATCHED_MS);
  expect(watch.longestStallMs(fromMs)).toBeLessThan(STALL_MS);
  expect((await fetch(`http://127.0.0.1:${server.port}/readyz`)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
}, 60_000);

async function serverClockAheadMs(): Promise<number> {
  const { headers } = await fetch(`http://127.0.0.1:${server.port}/healthz`);
  return Date.parse(headers.get('date') ?? '') - systemClock.wallMs();
}

test('a clock that is set an hour ahead, and back, moves nothing on the timeline', async () => {
  const before = watch.good.at(-1);
  const fromMs = systemClock.monotonicMs();
  setClock(STEP_SECONDS);
  await systemClock.sleep(WATCHED_MS);
  expect(await serverClockAheadMs()).toBeGreaterThan((STEP_SECONDS * 1_000) / 2);
  setClock(0);
  await systemClock.sleep(WATCHED_MS);
  expect(watch.longestStallMs(fromMs)).toBeLessThan(STALL_MS);
  for (const { atMs, programmeWallMs } of watch.good.filter((look) => look.atMs > fromMs)) {
    const expectedMs = (before?.programmeWallMs ?? 0) + atMs - (before?.atMs ?? 0);
    expect(Math.abs(programmeWallMs - expectedMs)).toBeLessThan(CLOCK_TOLERANCE_MS);
  }
}, 30_000);

test('a server that is killed and restarts: numbers go on, and no player is given an older playlist', async () => {
  const before = watch.good.at(-1);
  await server.kill();
  server = await ServerUnderTest.start({ dataDir: data.path, env: { ...env, PORT: String(server.port) } });
  const isBack = () => watch.good.at(-1)?.session !== before?.session;
  await waitFor('the show to go on', BACK_WITHIN_MS, isBack);
  const seen = watch.good.map(({ sequence, parts }) => sequence * 1_000 + parts);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  const stale = watch.good.filter(({ ageSeconds }) => ageSeconds > 1);
  expect(stale).toEqual([]);
  expect(watch.looks.some(({ status }) => status === 503)).toBe(true);
}, 90_000);
