// Real here: the front as a process of its own, over HTTP, with several clients of this machine's loopback addresses.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { PlaybackTokens, viewerMark } from '#origin';
import { type AskFromOptions, askFrom } from '../support/front/ask-from.js';
import { FakeProgramme, RENDITION } from '../support/front/fake-programme.js';
import { FrontUnderTest, PLAYBACK_SECRET } from '../support/front/front-under-test.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';

const SHOW = 'show_open';
const PRIVATE = 'show_private';
const EDGE_SECRET = 'a-secret-between-edge-and-origin';
const PROXY = '127.0.0.9';
const GREEDY = '127.0.0.2';
const HONEST = '127.0.0.3';
/** What one network may have waiting. */
const HELD_OF_ONE = 1_000;
const TOO_MANY = 50;
const SOON_MS = 10_000;

let folder: ReturnType<typeof temporaryFolder>;
let front: FrontUnderTest;
let programme: FakeProgramme;

beforeAll(async () => {
  folder = temporaryFolder();
  front = await FrontUnderTest.start(folder.path, { PROSCENIUM_TRUSTED_PROXIES: PROXY, EDGE_SECRET });
  front.tell(SHOW, 'on-air');
  front.tell(PRIVATE, 'waiting', { isPrivate: true });
  programme = await FakeProgramme.start(folder.path, SHOW);
  programme.addParts(22);
  await waitFor('the show to be played', SOON_MS, async () => (await ask(playlistPath)) === 200);
});
afterAll(async () => {
  await programme?.kill();
  await front?.close();
  folder?.remove();
});

const playlistPath = `/live/${SHOW}/${RENDITION}.m3u8`;
const ask = (path: string, options: AskFromOptions = {}) => askFrom(front.url(path), options);

function admission(show: string, token?: string): Promise<number> {
  const ofToken = token === undefined ? {} : { 'x-proscenium-token': token };
  return ask('/live-admission', { headers: { 'x-proscenium-show': show, ...ofToken } });
}

/** The reload that every player asks next. */
function nextReload(): string {
  const { msn, parts } = programme.edge ?? { msn: 0, parts: 0 };
  return `${playlistPath}?_HLS_msn=${msn}&_HLS_part=${parts}`;
}

/** A part that is made before would answer them. */
async function whenRefused(asked: readonly Promise<number>[], count: number): Promise<void> {
  let refused = 0;
  for (const each of asked)
    void each.then((status) => {
      if (status === 503) refused += 1;
    });
  await waitFor('those over the limit to be refused', SOON_MS, () => refused === count);
}

/** Requests that wait, as the front reports them once a second. */
const whenHeld = (count: number) =>
  new Promise<void>((resolve) => {
    const stop = front.server.events.on('report', ({ held }) => {
      if (held !== count) return;
      stop();
      resolve();
    });
  });

test('the admission of the edge knows open shows and tokens, and refuses what it does not know', async () => {
  const token = new PlaybackTokens(PLAYBACK_SECRET).sign({
    showId: PRIVATE,
    viewerId: viewerMark({ subject: 'viewer', deviceHash: null }),
    expiresAtMs: systemClock.wallMs() + 60_000,
  });
  expect(await admission(SHOW)).toBe(204);
  expect(await admission(PRIVATE, token)).toBe(204);
  expect(await admission(PRIVATE)).toBe(403);
  expect(await admission('show_unknown')).toBe(403);
  expect(await admission('show_unknown', token)).toBe(403);
  expect(await admission('../etc', token)).toBe(403);
  expect(await ask('/live-admission')).toBe(403);
  front.tell(PRIVATE, 'gone');
  await waitFor('the show to be gone', SOON_MS, async () => (await admission(PRIVATE, token)) === 403);
});

test('the reader behind a trusted proxy is the client; nobody else may say who they are', async () => {
  const told = new Promise<readonly string[]>((resolve) =>
    front.server.events.on('readers', ({ readers }) => readers.length > 2 && resolve(readers)),
  );
  const named = (address: string, agent: string) => ({ 'x-forwarded-for': address, 'user-agent': agent });
  await ask(playlistPath, { from: PROXY, headers: named('203.0.113.7', 'behind') });
  await ask(playlistPath, { from: HONEST, headers: named('203.0.113.8', 'liar') });
  await ask(playlistPath, { from: PROXY, headers: named('203.0.113.9, 203.0.113.10', 'spoofer') });
  expect(await told).toEqual(
    expect.arrayContaining(['203.0.113.7 behind', `${HONEST} liar`, '203.0.113.10 spoofer']),
  );
});

test('one client cannot take the places of all that wait', async () => {
  const reload = nextReload();
  const greedy = Array.from({ length: HELD_OF_ONE + TOO_MANY }, () => ask(reload, { from: GREEDY }));
  await whenRefused(greedy, TOO_MANY);
  const behind = { 'x-forwarded-for': '203.0.113.7' };
  const others = [
    ask(reload, { from: HONEST }),
    ask(reload, { from: PROXY, headers: behind }),
    // Who says to be someone else is still who they are.
    ...Array.from({ length: TOO_MANY }, (_, each) =>
      ask(reload, { from: GREEDY, headers: { 'x-forwarded-for': `203.0.113.${each}` } }),
    ),
  ];
  await Promise.all([whenHeld(HELD_OF_ONE + 2), whenRefused(others, TOO_MANY)]);
  programme.addParts(1);
  expect(await Promise.all(others)).toEqual([200, 200, ...Array(TOO_MANY).fill(503)]);
  const answered = await Promise.all(greedy);
  expect(answered.filter((status) => status === 200)).toHaveLength(HELD_OF_ONE);
});

test('our own edge stands for many viewers; who guesses its secret does not', async () => {
  const reload = nextReload();
  const asEdge = (secret: string) => ({ from: GREEDY, headers: { 'x-proscenium-edge': secret } });
  const edge = Array.from({ length: HELD_OF_ONE + TOO_MANY }, () => ask(reload, asEdge(EDGE_SECRET)));
  const others = Array.from({ length: HELD_OF_ONE + TOO_MANY }, () => ask(reload, asEdge('a-guess')));
  await Promise.all([whenHeld(HELD_OF_ONE * 2 + TOO_MANY), whenRefused(others, TOO_MANY)]);
  programme.addParts(1);
  expect((await Promise.all(edge)).filter((status) => status !== 200)).toEqual([]);
  expect((await Promise.all(others)).filter((status) => status !== 200)).toEqual(Array(TOO_MANY).fill(503));
});
