import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Page } from 'playwright-core';
import { waitFor } from '../kernel/wait-for.js';

const modules = join(import.meta.dirname, '..', '..', '..', 'node_modules');
const SCRIPTS = {
  '/hls.js': join(modules, 'hls.js', 'dist', 'hls.min.js'),
  '/shaka.js': join(modules, 'shaka-player', 'dist', 'shaka-player.compiled.js'),
};

const PAGE = `<!doctype html><video muted autoplay playsinline></video>
<script src="/hls.js"></script><script src="/shaka.js"></script><script>
const video = document.querySelector('video');
const seen = { errors: [], fatal: [], stalls: 0, playing: false, texts: [], spans: [], captions: [] };
const textOf = (tag) => new TextDecoder().decode(tag).split('\\0').pop();
const players = { seen };
globalThis.players = players;
video.addEventListener('waiting', () => { if (seen.playing) seen.stalls += 1; });
video.addEventListener('playing', () => { seen.playing = true; });
players.playWithHls = (url, config) => {
  const hls = new Hls({ lowLatencyMode: true, ...config });
  hls.on(Hls.Events.ERROR, (_name, data) => (data.fatal ? seen.fatal : seen.errors).push(data.details));
  hls.on(Hls.Events.FRAG_PARSING_METADATA, (_name, { samples, frag }) => {
    for (const { data, pts } of samples)
      seen.texts.push({ text: textOf(data), wallMs: frag.programDateTime + (pts - frag.start) * 1000 });
  });
  hls.on(Hls.Events.LEVEL_UPDATED, (_name, { details }) => { seen.spans = Object.keys(details.dateRanges); });
  hls.loadSource(url);
  hls.attachMedia(video);
  hls.on(Hls.Events.SUBTITLE_TRACKS_UPDATED, () => queueMicrotask(() => {
    hls.subtitleTrack = 0;
    hls.subtitleDisplay = true;
  }));
  const wallMsAt = (seconds) => (hls.playingDate?.getTime() ?? NaN) + (seconds - video.currentTime) * 1000;
  const known = new Set();
  video.textTracks.addEventListener('addtrack', ({ track }) => track.addEventListener('cuechange', () => {
    for (const { id, startTime, text } of track.activeCues ?? []) {
      if (known.has(id) || track.kind === 'metadata') continue;
      known.add(id);
      seen.captions.push({ id, text, startWallMs: wallMsAt(startTime), shownAtWallMs: wallMsAt(video.currentTime) });
    }
  }));
  players.latencyMs = () => Math.round(Date.now() - (hls.playingDate?.getTime() ?? 0));
};
players.playWithShaka = async (url, config) => {
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  await player.attach(video);
  player.addEventListener('error', (event) => seen.fatal.push(String(event.detail.code)));
  player.addEventListener('metadata', ({ payload }) => seen.texts.push({ text: String(payload.data), wallMs: null }));
  player.addEventListener('timelineregionadded', ({ detail }) => seen.spans.push(detail.id));
  player.configure({ streaming: { lowLatencyMode: true }, ...config });
  await player.load(url).catch((error) => seen.fatal.push(String(error.code ?? error)));
};
players.position = () => video.currentTime;
</script>`;

/** Stock players with stock settings on a page of the origin itself. */
export function addPlayerPage(app: FastifyInstance): void {
  app.get('/player', (_request, reply) => void reply.type('text/html').send(PAGE));
  for (const [path, file] of Object.entries(SCRIPTS))
    app.get(path, (_request, reply) => void reply.type('text/javascript').send(readFileSync(file)));
}

export interface Seen {
  errors: string[];
  fatal: string[];
  stalls: number;
  playing: boolean;
  /** Texts of the application, where the player says it with their moment. */
  texts: { text: string; wallMs: number | null }[];
  /** Cues as they came on screen: where they begin, and where the playhead was then, by the programme's clock. */
  captions: { id: string; text: string; startWallMs: number; shownAtWallMs: number }[];
  /** Ids of the spans that playlists named. */
  spans: string[];
}

interface PlayerPage {
  seen: Seen;
  position(): number;
  latencyMs(): number;
  playWithHls(url: string, config?: Record<string, unknown>): void;
  playWithShaka(url: string, config?: Record<string, unknown>): Promise<void>;
}
declare const players: PlayerPage;

export const startHls = (page: Page, url: string, config: Record<string, unknown> = {}) =>
  page.evaluate(([url, config]) => players.playWithHls(url, config), [url, config] as const);
export const startShaka = (page: Page, url: string, config: Record<string, unknown> = {}) =>
  page.evaluate(([url, config]) => players.playWithShaka(url, config), [url, config] as const);
/** What `docs/players.md` asks of people who play with Shaka Player 5.2. */
export const SHAKA_IN_SEQUENCE = { manifest: { hls: { sequenceMode: true } } };
/** And to have the texts of an application. */
export const SHAKA_WITH_TEXTS = { mediaSource: { dispatchAllEmsgBoxes: true } };
export const seenBy = (page: Page) => page.evaluate(() => players.seen);
export const positionOf = (page: Page) => page.evaluate(() => players.position());
export const latencyMsOf = (page: Page) => page.evaluate(() => players.latencyMs());

/** From where the player is now. */
export async function playsOn(page: Page, seconds: number, withinMs: number): Promise<void> {
  const from = await positionOf(page);
  await waitFor('the video to go on', withinMs, async () => (await positionOf(page)) - from > seconds);
}
