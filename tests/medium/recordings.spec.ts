// Real here: the whole server with a programme on air, FFmpeg, Chromium. Nobody is on the stage: the slate is the show.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { preparedData } from '../support/data/prepared-data.js';
import { TestBrowser } from '../support/engines/chromium.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { readMedia } from '../support/outputs/read-media.js';
import { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';

/** The last fragments, the playlists and a job, which has the lowest priority on a machine that may be busy. */
const READY_WITHIN_MS = 90_000;
/** A frame at 30 a second is 33 ms; the promise is a tenth of a second. */
const SAME_LENGTH_SECONDS = 0.1;
const RECORDED_WITHIN_MS = 40_000;
/** What was open when everything was killed. */
const LOST_SEGMENTS_AT_MOST = 1;
/** Of video and audio together. */
const MORE_SEGMENTS = 6;
const PLAYS_WITHIN_MS = 20_000;

declare const document: {
  querySelector(selector: string): { currentTime: number; duration: number } | null;
};

let folder: Awaited<ReturnType<typeof preparedData>>;
let key: string;
let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;
let outputsBeforeAnyShow: number | undefined;

const start = async () => {
  server = await ServerUnderTest.start({ env: SMALL_PROGRAMME, dataDir: folder.path });
  owner = new ApiClient(server.url, key);
};

beforeAll(async () => {
  folder = await preparedData();
  await start();
  outputsBeforeAnyShow = server.pidOf('outputs');
  const first = await signedInOwner(server);
  ({ showId } = first);
  key = (await first.owner.post('/api-keys', { name: 'test' })).body.secret;
  owner = new ApiClient(server.url, key);
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
}, 90_000);

afterAll(async () => {
  await server?.dispose();
  folder?.remove();
}, 30_000);

const recordingsOf = async (client: ApiClient) =>
  (await client.get(`/shows/${showId}/recordings`)).body.items;
const newest = async () => (await recordingsOf(owner))?.[0];
const recordedSeconds = (atLeast: number) =>
  waitFor(
    `${atLeast} s to be recorded`,
    RECORDED_WITHIN_MS,
    async () => (await newest())?.seconds >= atLeast,
  );

type ListedJob = { kind: string; state: string };
const jobsOver = () =>
  waitFor('all jobs to be over', READY_WITHIN_MS, async () => {
    const all: ListedJob[] = (await owner.get(`/shows/${showId}/jobs`)).body.items;
    return all.every(({ state }) => state !== 'running' && state !== 'waiting') && all;
  });

/** The segments that players could fetch. */
const publishedUris = (): string[] =>
  readFileSync(join(folder.path, 'shows', showId, 'timeline.jsonl'), 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    .filter(({ fact, segment }) => fact === 'segment' && !segment.gap)
    .map(({ segment }) => String(segment.uri));
const recordedUris = (recordingId: string) =>
  new Set(
    readFileSync(join(folder.path, 'recordings', showId, recordingId, 'recording.jsonl'), 'utf8')
      .split('\n')
      .flatMap((line) => /"uri":"([^"]+\.m4s)"/.exec(line)?.[1] ?? []),
  );

async function listedSeconds(hlsUrl: string): Promise<number> {
  const text = await (await fetch(server.url + hlsUrl.replace('index', 'video-360'))).text();
  return [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
}

test('a show is recorded from live to end, over kills of the outputs and of everything', async () => {
  await recordedSeconds(4);
  expect((await owner.post(`/shows/${showId}/marks`, { kind: 'chapter', title: 'The talk' })).status).toBe(
    200,
  );
  await waitFor(
    'the chapter to be kept',
    RECORDED_WITHIN_MS,
    async () => (await newest())?.chapters?.length === 1,
  );
  process.kill(server.pidOf('outputs') ?? 0, 'SIGKILL');
  await recordedSeconds(10);
  await server.killAll();
  const published = publishedUris();
  const [recordingId = ''] = readdirSync(join(folder.path, 'recordings', showId));
  const recorded = recordedUris(recordingId);
  expect(published.length).toBeGreaterThan(8);
  const lost = new Set(published.filter((uri) => !recorded.has(uri)).map((uri) => uri.split('/').at(-1)));
  expect(lost.size).toBeLessThanOrEqual(LOST_SEGMENTS_AT_MOST);
  await start();
  await waitFor('the recording to be known', RECORDED_WITHIN_MS, newest);
  await waitFor(
    'the recording to go on',
    RECORDED_WITHIN_MS,
    () => recordedUris(recordingId).size >= recorded.size + MORE_SEGMENTS,
  );
  expect(await recordingsOf(owner)).toHaveLength(1);
  expect((await owner.post(`/shows/${showId}/end`)).status).toBe(200);
  await waitFor('the recording to be ready', READY_WITHIN_MS, async () =>
    ['ready', 'failed'].includes((await newest())?.state),
  );
}, 240_000);

test('the process that records is there where there is something to record or a recording, and not before', async () => {
  expect(outputsBeforeAnyShow).toBeUndefined();
  // A job that is interrupted is done once more.
  await jobsOver();
  await server.stop();
  await start();
  await waitFor('the process of the outputs', RECORDED_WITHIN_MS, () => server.pidOf('outputs'));
}, 90_000);

test('playlist and file are as long as the show and decode without a fault', async () => {
  const recording = await newest();
  expect(recording).toMatchObject({ state: 'ready', format: 'main', height: 360, tracks: [] });
  const file = await readMedia(server.url + recording.mp4Url);
  expect(file.errors).toBe('');
  expect(file.streams.map(({ codec }) => codec).sort()).toEqual(['aac', 'h264']);
  for (const seconds of [file.seconds, ...file.streams.map((stream) => stream.seconds)])
    expect(Math.abs(seconds - recording.seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
  const bytes = Buffer.from(
    await (await fetch(server.url + recording.mp4Url, { headers: { range: 'bytes=0-63' } })).arrayBuffer(),
  );
  // Fast start: the index stands before the media.
  expect([bytes.length, bytes.toString('latin1', 36, 40)]).toEqual([64, 'moov']);
  // While everything was dead there was no programme: players go on behind it, the file keeps its frame.
  const listed = await listedSeconds(recording.hlsUrl);
  expect([listed < recording.seconds + SAME_LENGTH_SECONDS, listed > 12, listed, recording.seconds]).toEqual([
    true,
    true,
    expect.anything(),
    expect.anything(),
  ]);
}, 200_000);

test('the page of the show plays its recording from the beginning', async () => {
  const browser = await TestBrowser.launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/watch/${showId}`);
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1, undefined, {
      timeout: PLAYS_WITHIN_MS,
    });
    const seconds = await listedSeconds((await newest()).hlsUrl);
    const at = await page.evaluate(() => {
      const { duration, currentTime } = document.querySelector('video') ?? { duration: 0, currentTime: 0 };
      return { duration, currentTime };
    });
    expect(at.currentTime).toBeLessThan(8);
    expect([at.duration, seconds]).toEqual([expect.closeTo(seconds, 0), seconds]);
  } finally {
    await browser.close();
  }
}, 200_000);

test('a clip is cut to the frame, has an image and a page that names both, and goes with its files', async () => {
  const clip = { title: 'The best of it', fromSeconds: 3.2, toSeconds: 8.7 };
  const visitor = new ApiClient(server.url);
  expect((await visitor.post(`/shows/${showId}/clips`, clip)).status).toBe(401);
  const tooShort = await owner.post(`/shows/${showId}/clips`, { fromSeconds: 5, toSeconds: 5.2 });
  expect([tooShort.status, tooShort.body.code]).toEqual([422, 'clip-range']);
  const { status, body } = await owner.post(`/shows/${showId}/clips`, clip);
  expect([status, body.state, body.mp4Url]).toEqual([202, 'making', null]);
  const made = await waitFor('the clip', READY_WITHIN_MS, async () => {
    const { body: now } = await visitor.get(`/shows/${showId}/clips/${body.id}`);
    return now.state === 'ready' && now;
  });
  const file = await readMedia(server.url + made.mp4Url);
  expect(file.errors).toBe('');
  expect(Math.abs(file.seconds - 5.5)).toBeLessThan(SAME_LENGTH_SECONDS);
  const image = await fetch(server.url + made.imageUrl);
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const page = await (await fetch(made.pageUrl.replace(/^https?:\/\/[^/]+/, server.url))).text();
  expect(page).toMatch(/og:title" content="The best of it · /);
  expect(page).toMatch(new RegExp(`og:image" content="[^"]+${made.id.replace('_', '-')}.jpg"`));
  expect((await visitor.get(`/shows/${showId}/clips`)).body.items).toHaveLength(1);
  expect((await owner.delete(`/shows/${showId}/clips/${body.id}`)).status).toBe(204);
  await waitFor('the clip to be gone', READY_WITHIN_MS, async () => {
    const { body: all } = await owner.get(`/shows/${showId}/clips`);
    return all.items.length === 0;
  });
  expect((await fetch(server.url + made.mp4Url)).status).toBe(404);
}, 200_000);

test('a recording is trimmed and has the chapters of its show, in the list, the playlist and the file', async () => {
  const before = await newest();
  expect(before.chapters).toMatchObject([{ title: 'The talk' }]);
  const path = `/shows/${showId}/recordings/${before.id}`;
  const nothing = await owner.patch(path, { trim: { fromSeconds: 5, toSeconds: 5.5 } });
  expect([nothing.status, nothing.body.code]).toEqual([422, 'trim-range']);
  const chapters = [
    { atSeconds: 0, title: 'Waiting' },
    { atSeconds: 5, title: 'The talk' },
  ];
  const trim = { fromSeconds: 2.5, toSeconds: before.seconds - 2.5 };
  expect((await owner.patch(path, { trim, chapters })).status).toBe(202);
  const after = await waitFor('the file to be made again', READY_WITHIN_MS, async () => {
    const now = await newest();
    return now.trim !== null && now.mp4Url !== null && now.posterUrl !== null && now;
  });
  expect(after.seconds).toBeCloseTo(after.trim.toSeconds - after.trim.fromSeconds, 2);
  expect([after.recordedSeconds, Math.abs(after.trim.fromSeconds - trim.fromSeconds) <= 1.5]).toEqual([
    before.seconds,
    true,
  ]);
  expect(after.chapters.map(({ title }: { title: string }) => title)).toEqual(['Waiting', 'The talk']);
  expect(await listedSeconds(after.hlsUrl)).toBeLessThan(before.seconds - 2);
  const file = await readMedia(server.url + after.mp4Url);
  expect(file.errors).toBe('');
  expect(Math.abs(file.seconds - after.seconds)).toBeLessThan(SAME_LENGTH_SECONDS);
  expect(file.chapters).toEqual(after.chapters.map(expectedChapter));
  expect((await owner.patch(path, { trim: null })).status).toBe(202);
  await waitFor('all of it to be played again', READY_WITHIN_MS, async () => {
    const now = await newest();
    return now.trim === null && now.mp4Url !== null && now.seconds === before.seconds;
  });
}, 200_000);

const expectedChapter = ({ atSeconds, title }: { atSeconds: number; title: string }) => ({
  atSeconds: expect.closeTo(atSeconds, 1),
  title,
});

test('links are given by role, and open one recording', async () => {
  const visitor = new ApiClient(server.url);
  const [seen] = await recordingsOf(visitor);
  expect([seen.mp4Url, typeof seen.hlsUrl]).toEqual([null, 'string']);
  const { version } = (await owner.get(`/shows/${showId}`)).body;
  const changed = await owner.patch(
    `/shows/${showId}`,
    { recording: { replay: false } },
    { 'if-match': `"${version}"` },
  );
  expect(changed.status).toBe(200);
  expect(await recordingsOf(visitor)).toEqual([]);
  const { mp4Url } = await newest();
  const statusOf = async (url: string) => (await fetch(server.url + url, { method: 'HEAD' })).status;
  expect(await statusOf(mp4Url)).toBe(200);
  expect(await statusOf(mp4Url.replace('.d.', '.w.'))).toBe(403);
  expect(await statusOf(mp4Url.replace('programme.mp4', 'recording.jsonl'))).toBe(404);
  expect(await statusOf(seen.hlsUrl.replace('index.m3u8', 'programme.mp4'))).toBe(404);
});

test('jobs are listed, and a show that is deleted leaves nothing', async () => {
  await waitFor('the images', READY_WITHIN_MS, async () => (await newest())?.posterUrl !== null);
  // The image is there a moment before its job is over.
  const items = await jobsOver();
  const ofRecording = items.filter(({ kind }) => kind !== 'clip');
  expect(ofRecording.slice(-2)).toMatchObject([
    { kind: 'preview', state: 'finished', progress: 1, attempts: 1 },
    { kind: 'mp4', state: 'finished', progress: 1, attempts: 1 },
  ]);
  // Each edit wants the file once more.
  expect(ofRecording.filter(({ kind }) => kind === 'mp4')).toHaveLength(3);
  const { posterUrl, thumbnailsUrl } = await newest();
  const poster = await fetch(server.url + posterUrl);
  expect([poster.status, poster.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(await (await fetch(server.url + thumbnailsUrl)).text()).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
  expect((await owner.delete(`/shows/${showId}`)).status).toBe(204);
  await waitFor(
    'its recordings to be gone',
    READY_WITHIN_MS,
    () => !existsSync(join(folder.path, 'recordings', showId)),
  );
}, 200_000);
