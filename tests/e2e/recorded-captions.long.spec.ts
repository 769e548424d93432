// What is said in a show is kept with its recording: in its playlist, as a file, and found by its words on the page that
// replays it. Real here: the built server, an encoder, Chromium; the programme and then everything is killed in between.
// Made up: the engine, which hears beeps.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { preparedData } from '../support/data/prepared-data.js';
import { TestBrowser } from '../support/engines/chromium.js';
import { Encoder } from '../support/inputs/encoder.js';
import type { NewInput } from '../support/inputs/input-show.js';
import { freePort } from '../support/kernel/free-port.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';

const ONSET_ENGINE = new URL('../support/captions/onset-engine.mjs', import.meta.url).pathname;
const BEEPS = "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.3)':s=48000";
const WITHIN_MS = 60_000;
const READY_WITHIN_MS = 90_000;
const PLAYS_WITHIN_MS = 20_000;
const CHAPTER = 'After the pause';
/** From a chapter to what was typed right after it. */
const TYPED_AFTER_S = 5;
/** The jump begins half a second before the words, or at the frame before that. */
const JUMPED_S = 1;

interface PlayedVideo {
  currentTime: number;
  jumpedToS?: number;
  textTracks: Iterable<{ cues: Iterable<{ text: string; startTime: number }> | null }>;
  addEventListener(name: string, listener: () => void): void;
}
declare const document: { querySelector(selector: string): PlayedVideo | null };

let folder: Awaited<ReturnType<typeof preparedData>>;
let env: Record<string, string>;
let server: ServerUnderTest;
let owner: ApiClient;
let showId: string;
let key: string;
let input: NewInput;
let encoder: Encoder | undefined;

const start = async () => {
  server = await ServerUnderTest.start({ env, dataDir: folder.path });
  owner = new ApiClient(server.url, key);
};

async function send(): Promise<void> {
  await encoder?.kill();
  encoder = new Encoder({
    url: `${input.rtmpUrl}/${input.key}`,
    format: 'flv',
    colour: [20, 120, 140],
    audio: ['-f', 'lavfi', '-i', BEEPS],
  });
}

beforeAll(async () => {
  folder = await preparedData();
  env = {
    ...SMALL_PROGRAMME,
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_CAPTIONS_COMMAND: `${process.execPath} ${ONSET_ENGINE} 0`,
  };
  await start();
  const first = await signedInOwner(server);
  ({ showId } = first);
  key = (await first.owner.post('/api-keys', { name: 'test' })).body.secret;
  owner = new ApiClient(server.url, key);
  const { version } = (await owner.get(`/shows/${showId}`)).body;
  const match = { 'if-match': `"${version}"` };
  expect((await owner.patch(`/shows/${showId}`, { captions: ['en', 'ko'] }, match)).status).toBe(200);
  expect((await owner.post(`/shows/${showId}/live`)).status).toBe(200);
  const made = await owner.post(`/shows/${showId}/inputs`, { name: 'Beeper', as: 'programme' });
  input = made.body as NewInput;
  await send();
}, 120_000);

afterAll(async () => {
  await encoder?.kill();
  await server?.dispose();
  folder?.remove();
}, 30_000);

const newest = async () => (await owner.get(`/shows/${showId}/recordings`)).body.items?.[0];
const liveText = async (name: string): Promise<string> => {
  const answer = await fetch(new URL(`/live/${showId}/${name}`, server.url));
  return answer.ok ? answer.text() : '';
};

/** Whether words like these are in one of the newest segments. */
async function isPublished(language: string, words: RegExp): Promise<boolean> {
  const playlist = await liveText(`captions-${language}.m3u8`);
  const names = playlist.match(/^[\w-]+\/captions-[\w-]+\/[\d.]+\.vtt$/gm) ?? [];
  const texts = await Promise.all(names.slice(-6).map(liveText));
  return texts.some((text) => words.test(text));
}

/** A captioner types what viewers see: whole segments are published again. */
async function untilMediaGoesOn(): Promise<void> {
  const newestName = async () => (await liveText('captions-ko.m3u8')).match(/^.+\.vtt$/gm)?.at(-1);
  const names = new Set([await newestName()]);
  await waitFor('the media to go on', 2 * WITHIN_MS, async () => {
    const name = await newestName().catch(() => undefined);
    if (name !== undefined) names.add(name);
    return names.size > 3;
  });
}

/** What is sent while there is no programme is refused; what is taken is not lost. */
const mark = (body: Record<string, string>): Promise<unknown> =>
  waitFor(
    `${body.kind} to be taken`,
    2 * WITHIN_MS,
    async () => (await owner.post(`/shows/${showId}/marks`, body)).status < 300,
  );

async function type(text: string): Promise<void> {
  await mark({ kind: 'caption', language: 'ko', text, speaker: 'Bo' });
  await waitFor(`“${text}” to be published`, WITHIN_MS, () => isPublished('ko', new RegExp(text)));
}

async function found(q: string, more = ''): Promise<{ at: string; atSeconds: number; text: string }[]> {
  const { id } = await newest();
  const path = `/shows/${showId}/recordings/${id}/captions?q=${encodeURIComponent(q)}${more}`;
  return (await owner.get(path)).body.items;
}

/** The last of each: one that was typed twice is there twice. */
const distinct = <T extends { text: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((each) => [each.text, each])).values(),
];

test('captions are recorded over restarts of the programme and of everything', async () => {
  await waitFor('captions of the engine', WITHIN_MS, () => isPublished('en', /beep\d+/));
  await type('첫 번째 인사');
  process.kill(server.pidOf('programme') ?? 0, 'SIGKILL');
  await send();
  await type('두 번째 인사');
  await server.killAll();
  await start();
  await send();
  await untilMediaGoesOn();
  await mark({ kind: 'chapter', title: CHAPTER });
  await type('세 번째 인사');
  expect((await owner.post(`/shows/${showId}/end`)).status).toBe(200);
  const recording = await waitFor('the recording to be ready', READY_WITHIN_MS, async () => {
    const known = await newest();
    return ['ready', 'failed'].includes(known?.state) && known;
  });
  expect(recording.captions.map(({ language, name }: Record<string, string>) => [language, name])).toEqual([
    ['en', 'English'],
    ['ko', '한국어'],
  ]);
  const index = await (await fetch(server.url + recording.hlsUrl)).text();
  expect(index).toContain('TYPE=SUBTITLES,GROUP-ID="captions",NAME="한국어",LANGUAGE="ko"');
  const file = await fetch(server.url + recording.captions[1].vttUrl);
  expect(file.headers.get('content-type')).toContain('text/vtt');
  const text = await file.text();
  expect(new Set(text.match(/<v Bo>(첫|두|세) 번째 인사/g)).size).toBe(3);
  expect(text.startsWith('WEBVTT\n\n')).toBe(true);
}, 300_000);

test('words are found at their moment, in each language, and only where they were said', async () => {
  const greetings = distinct(await found('번째 인사'));
  expect(greetings.map(({ text }) => text)).toEqual(['첫 번째 인사', '두 번째 인사', '세 번째 인사']);
  const seconds = greetings.map(({ atSeconds }) => atSeconds);
  expect([...seconds].sort((a, b) => a - b)).toEqual(seconds);
  const apartMs = Date.parse(greetings[2]?.at ?? '') - Date.parse(greetings[0]?.at ?? '');
  expect(apartMs / 1_000).toBeCloseTo((seconds[2] ?? 0) - (seconds[0] ?? 0), 1);
  expect((await found('BEEP')).length).toBeGreaterThan(2);
  expect(await found('beep', '&language=ko')).toEqual([]);
  expect(await found('never said')).toEqual([]);
  const { body, status } = await new ApiClient(server.url).get(
    `/shows/${showId}/recordings/rec_nothing/captions?q=a`,
  );
  expect([status, body.code]).toEqual([404, 'recording-not-found']);
});

/** In the page. */
function noteJumps(): void {
  const video = document.querySelector('.player video');
  video?.addEventListener('seeking', () => {
    video.jumpedToS = video.currentTime;
  });
}

/** In the page. */
function goToStart(): void {
  const video = document.querySelector('.player video');
  if (video) video.currentTime = 0;
}

/** In the page: where the player went, and where the captions with these words are. */
function readJump(words: string): { toS: number; cueAtS: number } | undefined {
  const video = document.querySelector('.player video');
  const cues = [...(video?.textTracks ?? [])].flatMap((track) => [...(track.cues ?? [])]);
  const cue = cues.find(({ text }) => text.includes(words));
  const toS = video?.jumpedToS;
  return cue === undefined || toS === undefined ? undefined : { toS, cueAtS: cue.startTime };
}

test('the page finds words and jumps to them, over the pause while everything was dead', async () => {
  const browser = await TestBrowser.launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/watch/${showId}`);
    const playedS = () => page.evaluate(() => document.querySelector('.player video')?.currentTime ?? 0);
    await waitFor('the recording to play', PLAYS_WITHIN_MS, async () => (await playedS()) > 0.5);
    await page.locator('.player').hover();
    await page.getByRole('button', { name: 'Captions', exact: true }).click();
    await page.getByRole('menuitemradio', { name: '한국어' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Search the captions').fill('세 번째');
    await page.evaluate(noteJumps);
    await page.getByRole('button', { name: /세 번째 인사/ }).click();
    // On a busy machine the player may have moved by itself before; the captions' times are those of its video.
    const jump = await waitFor('the jump to the words', WITHIN_MS, async () => {
      const read = await page.evaluate(readJump, '세 번째');
      const leadS = read && read.cueAtS - read.toS;
      return leadS !== undefined && leadS >= 0 && leadS < JUMPED_S && read;
    });
    const [third] = await found('세 번째');
    // Where everything was dead there is nothing to play: the page's time is less than the show's.
    expect(jump.cueAtS).toBeLessThan((third?.atSeconds ?? 0) + JUMPED_S);
    const seeksS = () => page.evaluate(() => document.querySelector('.player video')?.jumpedToS ?? 0);
    await page.evaluate(goToStart);
    await waitFor('the start', WITHIN_MS, async () => (await seeksS()) < 1);
    await page.getByRole('button', { name: CHAPTER }).click();
    // At the clock of the show it would be behind the end.
    const chapterS = await waitFor('the jump to the chapter', WITHIN_MS, async () => {
      const toS = await seeksS();
      return toS > 1 && toS;
    });
    expect(jump.cueAtS - chapterS).toBeGreaterThan(-JUMPED_S);
    expect(jump.cueAtS - chapterS).toBeLessThan(TYPED_AFTER_S);
    await page.getByLabel('Search the captions').fill('never said');
    await page.getByText('Nobody said this.').waitFor();
  } finally {
    await browser.close();
  }
}, 120_000);

test('a trimmed recording is searched as it is played', async () => {
  const { id } = await newest();
  const [first, , third] = distinct(await found('번째 인사'));
  const fromSeconds = (first?.atSeconds ?? 0) + 4;
  const body = { trim: { fromSeconds, toSeconds: (third?.atSeconds ?? 0) + 4 } };
  expect((await owner.patch(`/shows/${showId}/recordings/${id}`, body)).status).toBe(202);
  await waitFor('the trim', WITHIN_MS, async () => (await newest()).trim !== null);
  const left = await found('번째 인사');
  expect(left.at(-1)?.text).toBe('세 번째 인사');
  expect(left.map(({ text }) => text)).not.toContain('첫 번째 인사');
  expect(left.at(-1)?.at).toBe(third?.at);
  expect(left.at(-1)?.atSeconds).toBeLessThan(third?.atSeconds ?? 0);
}, 60_000);
