// Real here: all processes of an installation with a show on air, each killed once; playlists are read at the public port.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { waitFor } from '../../support/kernel/wait-for.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { PlaylistWatch } from '../../support/origin/playlist-watch.js';
import { isAlive } from '../../support/processes/processes.js';
import { type OurProcess, ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

/** Parts of half a second, looked for every 150 ms, on a machine that is busy with other things. */
const PART_BY_PART_MS = 2_500;
/** What viewers may be without a new frame is 2 s; a part, a look and a busy machine come on top. */
const PROGRAMME_BACK_MS = 6_000;
const FRONT_BACK_MS = 6_000;
const SERVER_BACK_MS = 15_000;

let server: ServerUnderTest;
let watch: PlaylistWatch;
let session: string;

beforeAll(async () => {
  server = await ServerUnderTest.start({ env: SMALL_PROGRAMME });
  const { owner } = await signedInOwner(server);
  const made = await owner.post('/shows', { title: 'Unbroken', visibility: 'public', profile: 'low' });
  const { id } = made.body as { id: string };
  expect((await owner.post(`/shows/${id}/live`)).status).toBe(200);
  const base = `${server.url}/live/${id}/`;
  const { body } = await hlsFetch(`${base}index.m3u8`);
  const [playlist = ''] = body.toString().match(/^[^#\s].*\.m3u8\S*$/m) ?? [];
  watch = new PlaylistWatch(new URL(playlist, `${base}index.m3u8`).href);
  session = (await moves(systemClock.monotonicMs(), PART_BY_PART_MS)).session;
});

afterAll(async () => {
  await watch?.close();
  await server?.dispose();
});

/** The first new part that is listed after a moment. */
async function moves(fromMs: number, withinMs: number) {
  const placeOf = ({ sequence, parts }: { sequence: number; parts: number }) => sequence * 100 + parts;
  const before = Math.max(0, ...watch.good.filter(({ atMs }) => atMs <= fromMs).map(placeOf));
  let found = watch.good[0];
  await waitFor('a new part', withinMs, () => {
    found = watch.good.find((reading) => reading.atMs > fromMs && placeOf(reading) > before);
    return found;
  });
  if (found === undefined) throw new Error('no new part');
  return found;
}

async function kill(app: OurProcess): Promise<number> {
  const pid = server.pidOf(app);
  if (pid === undefined) throw new Error(`no ${app} runs`);
  process.kill(pid, 'SIGKILL');
  await waitFor(`the ${app} to be gone`, SERVER_BACK_MS, () => !isAlive(pid));
  return systemClock.monotonicMs();
}

const isReady = async () => (await fetch(`${server.url}/readyz`).catch(() => undefined))?.status === 200;

test('the server dies: not a part is missed, and the next server runs the same show', async () => {
  const programme = server.pidOf('programme');
  const killedMs = await kill('server');
  await waitFor('the next server', SERVER_BACK_MS, isReady);
  expect(watch.longestStallMs(killedMs)).toBeLessThan(PART_BY_PART_MS);
  expect(server.pidOf('programme')).toBe(programme);
});

test('the programme dies: its timeline goes on', async () => {
  const killedMs = await kill('programme');
  const part = await moves(killedMs, PROGRAMME_BACK_MS);
  expect(part.session).toBe(session);
  expect(await isReady()).toBe(true);
});

test('the front dies: the same address has the same show again', async () => {
  const programme = server.pidOf('programme');
  const killedMs = await kill('front');
  const part = await moves(killedMs, FRONT_BACK_MS);
  expect(part.session).toBe(session);
  expect(server.pidOf('programme')).toBe(programme);
  expect(await isReady()).toBe(true);
});
