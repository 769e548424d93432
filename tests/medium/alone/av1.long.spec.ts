// A format of AV1 beside one of H.264, watched in a browser, while its encoder is killed. Real: compositor, FFmpeg with SVT-AV1,
// packager, origin, hls.js in Chromium. Made up: nobody is on stage, the slate moves.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProgrammeEvent, ProgrammeSettingsInput } from '#compositor';
import { childrenLike, publishedOf } from '../../support/compositor/programme-children.js';
import { ShowOnAir } from '../../support/compositor/show-on-air.js';
import { TestBrowser } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { type DeliveredFrames, watchDelivered } from '../../support/origin/delivered-frames.js';
import { addPlayerPage, playsOn, seenBy, startHls } from '../../support/players/player-page.js';

const FRAME_RATE = 30;
/** On a busy machine the first encoder has its first frame some ticks after the programme's first one. */
const FIRST_FRAME_TICKS = FRAME_RATE;
const SETTINGS: ProgrammeSettingsInput = {
  ...{ width: 640, height: 360, preset: 'ultrafast', warmDecoders: 0, frameRate: FRAME_RATE },
  rungs: [{ shortSidePx: 360, bitrate: 800_000 }],
  formats: [
    {
      ...{
        id: 'wide-av1',
        codec: 'av1',
        width: 640,
        height: 360,
        preset: 'ultrafast',
        frameRate: FRAME_RATE,
      },
      rungs: [{ shortSidePx: 360, bitrate: 500_000 }],
    },
  ],
};
const [H264, AV1] = ['video-360', 'wide-av1-360'] as const;
const STARTS_WITHIN_MS = 30_000;
const PLAYED_SECONDS = 10;

let show: ShowOnAir;
let browser: TestBrowser;
let ticks = 0;
let seen: Awaited<ReturnType<typeof seenBy>>;
let tookOver: Extract<ProgrammeEvent, { kind: 'encoder-took-over' }>;
const delivered = new Map<string, DeliveredFrames>();

const takeOver = () =>
  new Promise<typeof tookOver>((resolve) => {
    const off = show.programme.events.on('event', (event) => {
      if (event.kind !== 'encoder-took-over' || event.encoder !== 'video') return;
      off();
      resolve(event);
    });
  });

beforeAll(async () => {
  [show, browser] = await Promise.all([
    ShowOnAir.start(SETTINGS, { addRoutes: addPlayerPage }),
    TestBrowser.launch(),
  ]);
  const { live } = show;
  await live.onAir();
  const watched = [H264, AV1].map(async (id) => delivered.set(id, await watchDelivered(show.urlOf(id))));
  const page = await browser.newPage();
  await page.goto(`${live.url}/player`);
  await startHls(page, live.multivariantUrl.replace('index.m3u8', 'index-wide-av1.m3u8'), {});
  await waitFor('the player to play', STARTS_WITHIN_MS, async () => (await seenBy(page)).playing);
  await playsOn(page, PLAYED_SECONDS, STARTS_WITHIN_MS);
  const next = takeOver();
  process.kill(await publishedOf(childrenLike(/ffmpeg.* libsvtav1 /)), 'SIGKILL');
  tookOver = await next;
  await playsOn(page, PLAYED_SECONDS, STARTS_WITHIN_MS);
  seen = await seenBy(page);
  await page.close();
  await show.end();
  ticks = show.health?.ticks ?? Number.POSITIVE_INFINITY;
  await Promise.all(watched);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await show?.close();
});

test('its renditions are named by their codec, in a playlist of their own and in that of all formats', () => {
  const codecsOf = (format?: string) =>
    show.live.packager.multivariant(format).variants.map(({ codecs }) => codecs[0]?.slice(0, 4));
  expect(codecsOf()).toEqual(['avc1']);
  expect(codecsOf('wide-av1')).toEqual(['av01']);
  expect(codecsOf('all').sort()).toEqual(['av01', 'avc1']);
  expect(show.health?.replacedEncoders).toEqual([]);
});

test.each([H264, AV1])('%s: no gap, no discontinuity, and a frame for every tick', (id) => {
  const { broken, frames = 0, seconds = 0 } = delivered.get(id) ?? {};
  expect(broken).toBeUndefined();
  expect(frames).toBeGreaterThanOrEqual(ticks - FIRST_FRAME_TICKS);
  expect(frames).toBe(Math.round(seconds * FRAME_RATE));
  expect(show.live.packager.playlist(id)?.discontinuitySequence).toBe(0);
});

test('its encoder was followed by the spare, and the browser played on', () => {
  expect(tookOver).toMatchObject({ format: 'wide-av1', continues: true });
  process.stderr.write(`av1 | ${JSON.stringify({ behindMs: tookOver.behindMs, ...seen })}\n`);
  expect({ fatal: seen.fatal, stalls: seen.stalls }).toEqual({ fatal: [], stalls: 0 });
});
