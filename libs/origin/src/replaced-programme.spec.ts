import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { waitFor } from '../../../tests/support/kernel/wait-for.js';
import { FakeLiveShow, RENDITION, startedProgramme } from '../../../tests/support/origin/fake-live-show.js';
import { hlsFetch } from '../../../tests/support/origin/hls-client.js';
import { FakeEncoder } from '../../../tests/support/packager/fake-encoder.js';
import { Origin } from './origin.js';
import type { Programme } from './ports.js';
import { SwitchedProgramme } from './switched-programme.js';

const PARTS_OF_A_SEGMENT = 4;
const FRAMES_PER_PART = 15;
const HELD_WITHIN_MS = 20_000;

let server: Server | undefined;
let origin: Origin | undefined;
afterEach(() => {
  origin?.close();
  server?.closeAllConnections();
  server?.close();
});

async function serve(programme: Programme): Promise<string> {
  origin = Origin.create({
    shows: { find: () => ({ isPrivate: false, programme }) },
    clock: systemClock,
    log: silentLog,
  });
  server = createServer();
  origin.attach(server);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/show_1`;
}

/** Parts of an encoder that begins now, `count` of them. */
function addParts(packager: FakeLiveShow['packager'], count: number): void {
  const seconds = Math.ceil((systemClock.wallMs() - packager.anchorWallMs) / 1_000);
  packager.runOpened({ renditionId: RENDITION, run: 2, start: { units: seconds * 30, perSecond: 30 } });
  const encoder = new FakeEncoder({ kind: 'video', frameBytes: 100, framesPerFragment: FRAMES_PER_PART });
  packager.bytes(RENDITION, 2, encoder.init);
  for (let part = 0; part < count; part += 1) packager.bytes(RENDITION, 2, encoder.fragment());
}

test.each(['index.m3u8', `${RENDITION}.m3u8`])(
  'while a programme is replaced %s waits for it, and is never missing',
  async (path) => {
    const before = new FakeLiveShow('show_1', 1_000).packager;
    const programme = new SwitchedProgramme(before);
    const base = await serve(programme);
    expect((await hlsFetch(`${base}/${path}`)).status).toBe(200);
    const after = startedProgramme(before.anchorWallMs, before.history);
    programme.switchTo(after);
    const waiting = hlsFetch(`${base}/${path}`);
    await waitFor('the request to be held', HELD_WITHIN_MS, () => origin?.heldCount === 1);
    addParts(after, 2 * PARTS_OF_A_SEGMENT);
    const { status, body } = await waiting;
    expect(status).toBe(200);
    expect(body.toString()).toContain('#EXTM3U');
  },
);

test('before a show nobody waits: there is nothing to play', async () => {
  const { anchorWallMs } = new FakeLiveShow('show_1', 1_000).packager;
  const base = await serve(startedProgramme(anchorWallMs));
  for (const path of ['index.m3u8', `${RENDITION}.m3u8`])
    expect((await hlsFetch(`${base}/${path}`)).status).toBe(404);
});
