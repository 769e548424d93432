import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { PlaybackTokens, subjectMark, viewerMark } from '#origin';
import { FakeProgramme, RENDITION } from '../support/front/fake-programme.js';
import { FrontUnderTest, PLAYBACK_SECRET } from '../support/front/front-under-test.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { hlsFetch } from '../support/origin/hls-client.js';

const SHOW = 'show_1';
const SOON_MS = 20_000;

let folder: ReturnType<typeof temporaryFolder>;
let front: FrontUnderTest;
let programmes: FakeProgramme[] = [];

beforeEach(async () => {
  folder = temporaryFolder();
  front = await FrontUnderTest.start(folder.path);
});
afterEach(async () => {
  await Promise.all(programmes.map((programme) => programme.kill()));
  programmes = [];
  await front.close();
  folder.remove();
});

async function program(options: { resumes?: boolean; anchorWallMs?: number } = {}): Promise<FakeProgramme> {
  const programme = await FakeProgramme.start(folder.path, SHOW, options);
  programmes.push(programme);
  return programme;
}

const get = (path: string, more: Parameters<typeof hlsFetch>[1] = {}) =>
  hlsFetch(front.url(`/live/${path}`), more);
const playlistPath = `${SHOW}/${RENDITION}.m3u8`;

async function playlist(query = '') {
  const { status, body } = await get(`${playlistPath}${query}`);
  if (status !== 200) throw new Error(`${status} ${body}`);
  return parseMediaPlaylist(body.toString());
}

const whenListed = (msn: number) =>
  waitFor(`segment ${msn}`, SOON_MS, async () => {
    const { status, body } = await get(playlistPath);
    if (status !== 200) return undefined;
    const found = parseMediaPlaylist(body.toString());
    return found.mediaSequence + found.segments.length > msn ? found : undefined;
  });

const directoryFile = () => join(folder.path, 'front-directory.json');
const journalFile = () => join(folder.path, 'shows', SHOW, 'timeline.jsonl');
/** What a front that starts again finds on disk. */
const whenWritten = (file: string, words: string, times = 1) =>
  waitFor(
    `${words} in ${file}`,
    SOON_MS,
    () => existsSync(file) && readFileSync(file, 'utf8').split(words).length > times,
  );
const whenKept = (segments: number) => whenWritten(journalFile(), '"fact":"segment"', segments);

async function onAir(): Promise<FakeProgramme> {
  front.tell(SHOW, 'on-air');
  const programme = await program();
  programme.addParts(22);
  await whenListed(5);
  return programme;
}

test('a programme is played as its own replica would, byte for byte', async () => {
  const programme = await onAir();
  const replica = programme.writer.replica;
  const { segments, open } = await playlist();
  expect(segments.map(({ uri }) => uri)).toEqual(
    replica?.playlist(RENDITION)?.segments.map(({ uri }) => uri),
  );
  for (const { uri, mapUri } of segments)
    for (const name of [uri, mapUri])
      expect((await get(`${SHOW}/${name}`)).body.equals(replica?.media(RENDITION, name) as Buffer)).toBe(
        true,
      );
  expect(open?.parts).toHaveLength(2);
  expect((await get(`${SHOW}/index.m3u8`)).body.toString()).toContain('CODECS');
});

test('a part that is announced is sent as soon as the programme has written it', async () => {
  const programme = await onAir();
  const { preloadHint } = await playlist();
  const part = get(`${SHOW}/${preloadHint}`);
  const reload = playlist(`?_HLS_msn=6&_HLS_part=2`);
  await systemClock.sleep(50);
  programme.addParts(1);
  expect((await part).status).toBe(200);
  expect((await reload).open?.parts).toHaveLength(3);
});

test('the programme is killed and started again: requests that wait stay, numbers go on', async () => {
  const first = await onAir();
  const waiting = playlist('?_HLS_msn=6&_HLS_part=3');
  await systemClock.sleep(50);
  await first.kill();
  // 11 s of the first are out; the second begins half a second after them.
  const anchorWallMs = (first.writer.replica?.anchorWallMs ?? 0) + 11_500;
  const second = await program({ resumes: true, anchorWallMs });
  second.addParts(14);
  expect((await waiting).mediaSequence).toBe(1);
  const after = await whenListed(7);
  expect(after.mediaSequence).toBe(1);
  expect(after.segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(1);
  expect(second.writer.position.epoch).toBe(first.writer.position.epoch + 1);
  expect((await get(`${SHOW}/${after.segments[0]?.uri}`)).status).toBe(200);
});

test('the front is killed and started again: the same names, and the part that grows', async () => {
  const programme = await onAir();
  const before = await playlist();
  await front.kill();
  programme.addParts(4);
  await front.spawn();
  const after = await whenListed(6);
  expect(after.mediaSequence).toBe(1);
  expect(after.segments.slice(0, 5).map(({ uri }) => uri)).toEqual(before.segments.map(({ uri }) => uri));
  expect(after.segments.some(({ discontinuity, gap }) => discontinuity || gap)).toBe(false);
  for (const { uri } of after.segments) expect((await get(`${SHOW}/${uri}`)).status).toBe(200);
});

test('a front without a server knows its shows from the file that nobody else may read', async () => {
  await onAir();
  const file = directoryFile();
  await whenWritten(file, SHOW);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  front.server.close();
  await front.kill();
  await front.spawn();
  await whenListed(5);
});

test('programme and front are killed: the new programme learns of the timeline from the front’s disk', async () => {
  const first = await onAir();
  await whenKept(5);
  await Promise.all([first.kill(), front.kill()]);
  await front.spawn();
  const second = await program({ resumes: true });
  second.addParts(10);
  const after = await whenListed(7);
  expect(after.mediaSequence).toBe(1);
  expect(after.segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(1);
  expect((await get(`${SHOW}/${after.segments[0]?.uri}`)).status).toBe(200);
});

test('a show that is over is played again from disk, with its end; one that is gone leaves nothing', async () => {
  const programme = await onAir();
  await programme.end();
  await waitFor('the end', SOON_MS, async () => (await playlist()).ended);
  await whenWritten(journalFile(), '"fact":"ended"');
  front.tell(SHOW, 'kept');
  await whenWritten(directoryFile(), '"kept"');
  await front.kill();
  await front.spawn();
  const kept = await waitFor('the show from disk', SOON_MS, async () => {
    const { status, body } = await get(playlistPath);
    return status === 200 && parseMediaPlaylist(body.toString());
  });
  expect(kept.ended).toBe(true);
  expect((await get(`${SHOW}/index.m3u8`)).body.toString()).toContain('avc1');
  expect((await get(`${SHOW}/${kept.segments[0]?.uri}`)).status).toBe(200);
  front.tell(SHOW, 'gone');
  await waitFor('its folder to go', SOON_MS, () => !existsSync(join(folder.path, 'shows', SHOW)));
  expect((await get(playlistPath)).status).toBe(404);
});

test('a private show needs a token; a ban ends it at once', async () => {
  await onAir();
  front.tell(SHOW, 'on-air', { isPrivate: true });
  await waitFor('the show to be private', SOON_MS, async () => (await get(playlistPath)).status === 403);
  const viewerId = viewerMark({ subject: 'viewer', deviceHash: null });
  const token = new PlaybackTokens(PLAYBACK_SECRET).sign({
    showId: SHOW,
    viewerId,
    expiresAtMs: systemClock.wallMs() + 60_000,
  });
  expect((await get(`t/${token}/${playlistPath}`)).status).toBe(200);
  front.tell(SHOW, 'on-air', { isPrivate: true, bannedMarks: [subjectMark('viewer')] });
  await waitFor('the ban', SOON_MS, async () => (await get(`t/${token}/${playlistPath}`)).status === 403);
});

test('the server hears who watches, what players report and how late parts are', async () => {
  const programme = await onAir();
  const readers = new Promise<readonly string[]>((resolve) =>
    front.server.events.on('readers', (told) => told.readers.length > 0 && resolve(told.readers)),
  );
  const token = new PlaybackTokens(PLAYBACK_SECRET, 'report').sign({
    showId: SHOW,
    viewerId: viewerMark({ subject: 'viewer', deviceHash: null }),
    expiresAtMs: systemClock.wallMs() + 60_000,
  });
  expect((await fetch(front.url(`/live-reports/${SHOW}`), { method: 'POST', body: '{}' })).status).toBe(403);
  const reports = front.url(`/live-reports/t/${token}/${SHOW}`);
  await fetch(reports, {
    method: 'POST',
    body: JSON.stringify({ reports: [{ latencyMs: 900, stalls: 1 }] }),
  });
  programme.addParts(1);
  const report = await new Promise<{ stalls: number }>((resolve) => {
    front.server.events.on('report', ({ shows }) => {
      const [show] = shows;
      if (show?.latency) resolve(show);
    });
  });
  expect(report).toMatchObject({
    id: SHOW,
    stalls: 1,
    isPlayable: true,
    isFollowing: true,
    rewind: 'working',
  });
  expect(await readers).toHaveLength(1);
});
