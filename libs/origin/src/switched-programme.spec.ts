import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { waitFor } from '../../../tests/support/kernel/wait-for.js';
import { FakeLiveShow, RENDITION } from '../../../tests/support/origin/fake-live-show.js';
import { hlsFetch } from '../../../tests/support/origin/hls-client.js';
import { Origin } from './origin.js';
import { SwitchedProgramme } from './switched-programme.js';

const HELD_WITHIN_MS = 20_000;

let server: Server | undefined;
let origin: Origin | undefined;
afterEach(() => {
  origin?.close();
  server?.closeAllConnections();
  server?.close();
});

test('requests that wait are answered by the source that takes over', async () => {
  const first = new FakeLiveShow('show_1', 1_000);
  const second = new FakeLiveShow('show_1', 1_000);
  const programme = new SwitchedProgramme(first.packager);
  origin = Origin.create({
    shows: { find: () => ({ isPrivate: false, programme }) },
    clock: systemClock,
    log: silentLog,
  });
  server = createServer();
  origin.attach(server);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/show_1`;
  const { msn = 0 } = first.edge ?? {};
  const waiting = hlsFetch(`${base}/${RENDITION}.m3u8?_HLS_msn=${msn}&_HLS_part=0`);
  const later = hlsFetch(`${base}/${RENDITION}.m3u8?_HLS_msn=${msn}&_HLS_part=1`);
  await waitFor('both requests to be held', HELD_WITHIN_MS, () => origin?.heldCount === 2);
  second.addPart();
  programme.switchTo(second.packager);
  expect((await waiting).status).toBe(200);
  expect(origin.heldCount).toBe(1);
  // What the source before says counts no more.
  first.addPart();
  first.addPart();
  expect(origin.heldCount).toBe(1);
  second.addPart();
  const answer = await later;
  expect(answer.status).toBe(200);
  expect(answer.body.toString()).toContain(second.packager.playlist(RENDITION)?.preloadHint ?? 'no hint');
});
