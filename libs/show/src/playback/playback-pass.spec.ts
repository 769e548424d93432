import { expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { BannedViewers } from '#origin';
import { bannedMarks } from './banned-marks.js';
import { PlaybackPass } from './playback-pass.js';

const LIFETIME_MS = 3_600_000;
const ann = { subject: 'someone@example.org:with.a-rather-long-id-of-another-system', deviceHash: 'd1' };
let nowMs = 1_800_000_000_000;

const pass = new PlaybackPass({
  secret: 'a secret of this site',
  lifetimeMs: LIFETIME_MS,
  isBanned: async (_showId, { subject }) => subject === 'mallory',
  clock: { ...systemClock, wallMs: () => nowMs },
});
const secret = { id: 'show_1', isPrivate: true };
const tokenOf = (url: string | null) => url?.split('/')[3] ?? '';

test('an open show has one address for all, a private one an own for each who may watch', async () => {
  expect(await pass.urlFor({ id: 'show_1', isPrivate: false }, undefined)).toBe('/live/show_1/index.m3u8');
  expect(await pass.urlFor(secret, undefined)).toBeNull();
  expect(await pass.urlFor(secret, { subject: 'mallory', deviceHash: null })).toBeNull();
  const url = await pass.urlFor(secret, ann);
  expect(url).toMatch(/^\/live\/t\/[\w.-]+\/show_1\/index\.m3u8$/);
  expect(url).not.toContain('someone');
  expect(PlaybackPass.forAll(secret)).toBeNull();
});

test('an address stays the same for a while and is renewed long before it ends', async () => {
  nowMs = Math.ceil(nowMs / LIFETIME_MS) * LIFETIME_MS;
  const first = await pass.urlFor(secret, ann);
  nowMs += LIFETIME_MS / 4 - 1;
  expect(await pass.urlFor(secret, ann)).toBe(first);
  nowMs += 2;
  expect(await pass.urlFor(secret, ann)).not.toBe(first);
  expect(pass.tokens.read(tokenOf(first), nowMs + LIFETIME_MS / 2)).toBeDefined();
  expect(pass.tokens.read(tokenOf(first), nowMs + 2 * LIFETIME_MS)).toBeUndefined();
});

test('a ban ends the tokens of a person and of the device, a pardon brings them back', async () => {
  let list: { subjectId: string; deviceHash: string | null }[] = [];
  const gate = new BannedViewers();
  const learn = async () =>
    gate.set('show_1', await bannedMarks({ listBans: async () => list as never }, 'show_1'));
  const markOf = async (viewer: typeof ann) =>
    pass.tokens.read(tokenOf(await pass.urlFor(secret, viewer)), nowMs)?.viewerId ?? '';
  const marks = [await markOf(ann), await markOf({ ...ann, subject: 'another name' })];
  const admitted = () => marks.map((mark) => gate.isAdmitted('show_1', mark));
  expect(admitted()).toEqual([false, false]);
  await learn();
  expect(admitted()).toEqual([true, true]);
  list = [{ subjectId: ann.subject, deviceHash: 'd1' }];
  await learn();
  expect(admitted()).toEqual([false, false]);
  list = [{ subjectId: ann.subject, deviceHash: null }];
  await learn();
  expect(admitted()).toEqual([false, true]);
});
