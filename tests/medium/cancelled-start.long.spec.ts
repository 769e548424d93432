// Real here: the built server and its processes. Encoders wait while a file says so, as on a machine that is full.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { type OwnedShow, openOwnedShow } from '../support/server/owned-show.js';
import { PageSocket } from '../support/server/page-socket.js';
import { slowFfmpeg } from '../support/server/slow-ffmpeg.js';

const STARTED_WITHIN_MS = 30_000;
/** By the server itself. */
const GIVEN_UP_WITHIN_MS = 120_000;
/** What is killed is killed for good within ten seconds. */
const GONE_WITHIN_MS = 20_000;

const folder = temporaryFolder();
const slow = join(folder.path, 'slow');
let show: OwnedShow;
let hosts: PageSocket[];

beforeAll(async () => {
  show = await openOwnedShow({ env: { FFMPEG_PATH: slowFfmpeg(folder.path, slow) } });
  const { owner, server, showId } = show;
  hosts = await Promise.all(
    ['Ada', 'Grace'].map(async (name) => {
      const { body } = await owner.post(`/shows/${showId}/tickets`, { role: 'host', name });
      return PageSocket.join(server.url, showId, body.ticket);
    }),
  );
}, 90_000);
afterAll(async () => {
  for (const host of hosts ?? []) host.close();
  await show?.server.dispose();
  folder.remove();
}, 30_000);

test('another host gives up a start that lasts: nothing of it is left, and the next one works', async () => {
  const { server, owner, showId } = show;
  const [first, second] = hosts as [PageSocket, PageSocket];
  const stored = async () => (await owner.get(`/shows/${showId}`)).body.state;
  const before = await stored();
  writeFileSync(slow, '');
  const asked = expect(first.ask('programme.go-live', {}, GIVEN_UP_WITHIN_MS)).rejects.toThrow(
    'start-cancelled',
  );
  await waitFor('an encoder that waits', STARTED_WITHIN_MS, () =>
    server.programmes.some(({ command }) => command.includes('libx264')),
  );
  expect(await second.ask('programme.cancel-start', {})).toMatchObject({ state: 'idle' });
  await asked;
  await waitFor('no programme to run', GONE_WITHIN_MS, () => server.programmes.length === 0);
  expect(await stored()).toBe(before);

  rmSync(slow);
  // Nothing is being started: this does nothing.
  expect(await second.ask('programme.cancel-start', {})).toMatchObject({ state: 'idle' });
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
  expect(await second.ask('programme.cancel-start', {})).toMatchObject({ state: 'live' });
  expect(await stored()).toBe('live');
}, 150_000);
