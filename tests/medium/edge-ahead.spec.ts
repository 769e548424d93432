// Real here: encoders, packager and origin, nginx and Varnish as the edge.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { parseMediaPlaylist } from '#media';
import { type Edge, startEdge } from '../../infra/cdn/edge.mjs';
import { type HlsResponse, hlsFetch } from '../support/origin/hls-client.js';
import { LiveProgramme } from '../support/origin/live-programme.js';

const SECRET = 'a secret between edge and origin';
const RENDITION = 'v360';
const VIEWERS = 20;
/** Ten seconds: several segments begin within it. */
const PARTS = 20;
const ASKS_EVERY_MS = 15;
/** Whole parts of a segment at most, and how far the loop asks beyond the part that is announced. */
const PARTS_OF_SEGMENT = 4;
const AHEAD = 3;
const WITHIN_MS = 60_000;

let live: LiveProgramme;
let edge: Edge;

beforeAll(async () => {
  live = await LiveProgramme.start({ origin: { edgeSecret: SECRET } });
  edge = await startEdge({ origin: live.url, edgeSecret: SECRET });
  await live.onAir();
}, 60_000);
afterAll(async () => {
  await edge?.close();
  await live?.close();
});

const get = (name: string) => hlsFetch(`${edge.httpUrl}/live/${live.showId}/${name}`);

function edgePosition(): { msn: number; parts: number } {
  const position = live.packager.renditions.get(RENDITION)?.edge;
  if (!position) throw new Error('no position');
  return position;
}

/** The parts after the announced one, and the first ones of the segments after the open one. */
function namesAhead(): string[] {
  const { msn, parts } = edgePosition();
  const hint = live.packager.playlist(RENDITION)?.preloadHint ?? '';
  const folder = hint.slice(0, hint.lastIndexOf('/'));
  const within = Array.from({ length: AHEAD }, (_, ahead) => `${folder}/${msn}.${parts + 1 + ahead}.m4s`);
  const beyond = Array.from({ length: PARTS_OF_SEGMENT }, (_, part) => `${folder}/${msn + 1}.${part}.m4s`);
  return [...within, ...beyond, `${folder}/${msn}.m4s`, `${folder}/${msn + 1}.m4s`];
}

/** Asks for what is not announced, without end. Returns what was answered as missing. */
async function askAhead(signal: AbortSignal): Promise<Map<string, HlsResponse>> {
  const missing = new Map<string, HlsResponse>();
  const asked: Promise<unknown>[] = [];
  while (!signal.aborted) {
    for (const name of namesAhead())
      asked.push(get(name).then((answer) => answer.status === 404 && missing.set(name, answer)));
    await systemClock.sleep(ASKS_EVERY_MS);
  }
  await Promise.all(asked);
  return missing;
}

interface Viewed {
  name: string;
  status: number;
}

/** Waits for each part by a blocking reload and takes what the playlist announces, as players do. */
async function view(parts: number): Promise<Viewed[]> {
  const viewed: Viewed[] = [];
  const take = async (name: string) => viewed.push({ name, status: (await get(name)).status });
  let { msn, parts: part } = edgePosition();
  for (let count = 0; count < parts; count += 1) {
    const reload = await get(`${RENDITION}.m3u8?_HLS_msn=${msn}&_HLS_part=${part}`);
    viewed.push({ name: `reload ${msn}.${part}`, status: reload.status });
    const playlist = parseMediaPlaylist(reload.body.toString());
    const { segments, open, preloadHint } = playlist;
    const newest = [segments.at(-1)?.uri, open?.parts.at(-1)?.uri, preloadHint];
    await Promise.all(newest.map((name) => (name === undefined ? undefined : take(name))));
    msn = playlist.mediaSequence + segments.length;
    part = open?.parts.length ?? 0;
  }
  return viewed;
}

test(
  'parts that are requested ahead in a loop reach every viewer when they are announced',
  async () => {
    const over = new AbortController();
    const ahead = askAhead(over.signal);
    const viewed = (await Promise.all(Array.from({ length: VIEWERS }, () => view(PARTS)))).flat();
    over.abort();
    const missing = await ahead;
    expect(viewed.filter(({ status }) => status !== 200)).toEqual([]);
    // Without these nothing was tried: names that were missing for one and there for all.
    const names = new Set(viewed.map(({ name }) => name));
    const tried = [...missing.keys()].filter((name) => names.has(name));
    console.info(`asked ahead | ${missing.size} names missing, ${tried.length} of them viewed later`);
    expect(tried.length).toBeGreaterThan(PARTS / 2);
    for (const name of tried) expect(missing.get(name)?.headers['cache-control']).toMatch(/no-store/);
  },
  WITHIN_MS,
);
