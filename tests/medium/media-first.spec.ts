// Real here: the whole server with a programme on air, and what the system says of each process. Nobody is on the stage.
import { execFileSync } from 'node:child_process';
import { getPriority } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MEDIA_NICENESS } from '#kernel';
import { type OwnedShow, openOwnedShow } from '../support/server/owned-show.js';

const OPEN_WITHIN_MS = 60_000;
/** What a process of this user can have: a plain user cannot go before others. */
const TRY = `try { os.setPriority(0, ${MEDIA_NICENESS}) } catch {}; os.getPriority()`;

/** Decoders wait behind encoders: a frame that is late shows the one before it. */
const DECODERS_BEHIND = 2;

let show: OwnedShow;

beforeAll(async () => {
  show = await openOwnedShow();
  expect((await show.owner.post(`/shows/${show.showId}/live`)).status).toBe(200);
}, OPEN_WITHIN_MS);
afterAll(() => show?.server.dispose(), 30_000);

test('media has its turn before pages, chat and the database, as far as the system lets this user', () => {
  const { server } = show;
  const possible = Number(execFileSync(process.execPath, ['-p', TRY], { encoding: 'utf8' }));
  const media = [
    server.pidOf('front'),
    ...server.childrenLike(/mediasoup-worker/).map(({ pid }) => pid),
    ...server.programmes.map(({ pid }) => pid),
  ].map((pid) => getPriority(pid ?? 0));
  const encoders = server.programmes.filter(({ command }) => command.includes('libx264'));
  expect(encoders.length).toBeGreaterThan(0);
  const apart = new Set([possible, possible + DECODERS_BEHIND]);
  expect(media.filter((niceness) => !apart.has(niceness))).toEqual([]);
  expect(encoders.map(({ pid }) => getPriority(pid))).toEqual(encoders.map(() => possible));
  expect([server.pid, server.supervisorPid].map((pid) => getPriority(pid))).toEqual([
    getPriority(),
    getPriority(),
  ]);
});
