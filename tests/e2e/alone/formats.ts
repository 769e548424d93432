// Formats of one show through the whole path: set by REST, made by one programme, played by the watch page. Real:
// server, programme, front, Chromium. Nobody is on stage: the slate moves in every format.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { publishedOf } from '../../support/compositor/programme-children.js';
import { TestBrowser } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const SMALL = { shortSidePx: 360, frameRate: 15, preset: 'ultrafast' };
const FORMATS = [
  { ...SMALL, shape: '16:9', layout: null },
  { ...SMALL, shape: '9:16', layout: 'spotlight', ladder: [{ shortSidePx: 360, bitrateBps: 500_000 }] },
];
const PHONE = { width: 390, height: 844 };
const TURNED = { width: 844, height: 390 };
const PLAYS_WITHIN_MS = 30_000;
const SETTLED_S = 3;
/** Frames that a busy page does not see come; a segment of 2 s that is left out is far more. */
const LEFT_OUT_AT_MOST_S = 0.5;
/** Three frames: a decoder begins again with another size. */
const FROZEN_AT_MOST_MS = 200;

let server: ServerUnderTest;
let owner: ApiClient;
let browser: TestBrowser;
let showId: string;

beforeAll(async () => {
  server = await ServerUnderTest.start({ env: SMALL_PROGRAMME });
  [{ owner, showId }, browser] = await Promise.all([signedInOwner(server), TestBrowser.launch()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

const change = async (body: unknown) => {
  const { headers } = await owner.get(`/shows/${showId}`);
  return owner.patch(`/shows/${showId}`, body, { 'if-match': headers.get('etag') ?? '' });
};

const playlist = async (name: string) => {
  const answer = await fetch(`${server.url}/live/${showId}/${name}`);
  return { status: answer.status, text: await answer.text() };
};

/** Of the multivariant playlist: the size of each variant. */
const sizesOf = async (name: string) =>
  [...(await playlist(name)).text.matchAll(/RESOLUTION=(\d+x\d+)/g)].map(([, size]) => size);

interface Shown {
  width: number;
  height: number;
  atS: number;
}
declare const document: {
  querySelector(at: string): {
    videoWidth: number;
    videoHeight: number;
    currentTime: number;
    addEventListener(name: string, listener: () => void): void;
  } | null;
};
declare const stalls: { count: number };
/** Moments of the page's clock, and what was shown from then on. */
declare const frames: { atMs: number; mediaS: number; isUpright: boolean }[];

const shownBy = (page: Page): Promise<Shown> =>
  page.evaluate(() => {
    const video = document.querySelector('.player video');
    return { width: video?.videoWidth ?? 0, height: video?.videoHeight ?? 0, atS: video?.currentTime ?? 0 };
  });

const showsUpright = async (page: Page, isUpright: boolean) => {
  const { width, height, atS } = await shownBy(page);
  return atS > 0 && width > 0 && height > width === isUpright;
};

/** From now on the page keeps when each frame came on screen. */
const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.assign(globalThis, { frames: [] });
    const video = document.querySelector('.player video') as never as {
      requestVideoFrameCallback(
        then: (atMs: number, frame: { mediaTime: number; width: number; height: number }) => void,
      ): void;
    };
    const watch = () =>
      video.requestVideoFrameCallback((atMs, { mediaTime, width, height }) => {
        frames.push({ atMs, mediaS: mediaTime, isUpright: height > width });
        watch();
      });
    watch();
  });

/** For how long no new frame was shown where one format gave way to the other, and how much of the show was left out there. */
const seamsOf = (page: Page): Promise<{ frozenMs: number; leftOutS: number }[]> =>
  page.evaluate(() => {
    const around = frames.flatMap((frame, at) =>
      frame.isUpright === frames[at - 1]?.isUpright ? [] : [frames.slice(Math.max(0, at - 3), at + 3)],
    );
    const steps = (near: typeof frames, of: (frame: (typeof frames)[0]) => number) =>
      near.slice(1).map((frame, at) => of(frame) - of(near[at] ?? frame));
    return around.slice(1).map((near) => ({
      frozenMs: Math.round(Math.max(...steps(near, ({ atMs }) => atMs))),
      leftOutS: Math.max(...steps(near, ({ mediaS }) => mediaS)),
    }));
  });

/** The strict form wants no stall when the screen is turned, and strikes the encoders of one format. */
export function tellOfFormats({ isStrict }: { isStrict: boolean }): void {
  test('the price of formats is known before they are chosen, and what no machine of this size carries is refused', async () => {
    const wide = { ...SMALL, shape: '16:9' };
    const alone = await owner.post('/format-prices', { formats: [wide] });
    const both = await owner.post('/format-prices', { formats: [wide, { ...SMALL, shape: '9:16' }] });
    expect(alone.body.neededCores).toBeGreaterThan(0);
    expect(both.body.neededCores).toBeGreaterThan(alone.body.neededCores);
    expect(both.body.freeCores).toBeLessThanOrEqual(both.body.mostCores);
    const huge = ['16:9', '9:16', '1:1'].map((shape) => ({
      ...{ shape, shortSidePx: 1_080, frameRate: 60, preset: 'medium', layout: null },
    }));
    const refused = await change({ formats: huge });
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:proscenium:error:formats-too-large' } });
    expect(refused.body.title).toMatch(/need [\d.]+ processor cores and this machine has [\d.]+/);
  });

  test('two formats are set by REST, go on air from one programme, and have a playlist each', async () => {
    expect((await change({ formats: FORMATS })).body.formats).toMatchObject(FORMATS);
    const live = await owner.post(`/shows/${showId}/live`);
    expect([live.status, live.body.state]).toEqual([200, 'live']);
    expect(await sizesOf('index.m3u8')).toEqual(['640x360']);
    expect(await sizesOf('index-portrait.m3u8')).toEqual(['360x640']);
    expect((await sizesOf('index-all.m3u8')).sort()).toEqual(['360x640', '640x360']);
    expect((await playlist('index-square.m3u8')).status).toBe(404);
    expect(server.childrenLike(/apps\/programme.* show_/)).toHaveLength(1);
    const late = await change({ formats: null });
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:proscenium:error:show-state' } });
  }, 60_000);

  test('the watch page plays the format that fits the screen, and turns with it', async () => {
    const page = await browser.newPage();
    await page.setViewportSize(PHONE);
    await page.goto(`${server.url}/watch/${showId}`);
    await waitFor('the upright format', PLAYS_WITHIN_MS, () => showsUpright(page, true));
    await page.evaluate(() => {
      Object.assign(globalThis, { stalls: { count: 0 } });
      document.querySelector('.player video')?.addEventListener('waiting', () => {
        stalls.count += 1;
      });
    });
    // A player that has just begun is still finding its distance to the edge.
    await waitFor('playback without a stall', PLAYS_WITHIN_MS, async () => {
      await page.evaluate(() => {
        stalls.count = 0;
      });
      const { atS } = await shownBy(page);
      await waitFor('some seconds', PLAYS_WITHIN_MS, async () => (await shownBy(page)).atS > atS + SETTLED_S);
      return page.evaluate(() => stalls.count === 0);
    });
    await watchFrames(page);
    await page.setViewportSize(TURNED);
    await waitFor('the lying format', PLAYS_WITHIN_MS, () => showsUpright(page, false));
    await page.setViewportSize(PHONE);
    await waitFor('the upright format again', PLAYS_WITHIN_MS, () => showsUpright(page, true));
    const before = await shownBy(page);
    await waitFor('it to play on', PLAYS_WITHIN_MS, async () => (await shownBy(page)).atS > before.atS + 1);
    const seams = await seamsOf(page);
    expect(seams).toHaveLength(2);
    for (const { leftOutS } of seams) expect(leftOutS).toBeLessThan(LEFT_OUT_AT_MOST_S);
    if (isStrict) {
      expect(await page.evaluate(() => stalls.count)).toBe(0);
      for (const { frozenMs } of seams) expect(frozenMs).toBeLessThan(FROZEN_AT_MOST_MS);
    }
    await page.close();
  }, 90_000);
  if (isStrict) strikeFormats();
}

/** The lengths of the segments of the newest playlist. */
const segmentsOf = async (rendition: string) => {
  const { text } = await playlist(`${rendition}.m3u8`);
  const first = Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1] ?? 0);
  const lengths = [...text.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds));
  return { last: first + lengths.length - 1, lengths };
};

const SEAM = /#EXT-X-(GAP|DISCONTINUITY)\b(?!-)|GAP=YES/;

/** Each strikes one format; ten of them, judged frame by frame, are in `format-faults.ts`: here it is the whole server. */
function strikeFormats(): void {
  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'the published encoder of one format gets %s: the other has every frame, and neither a seam',
    async (signal) => {
      const before = await segmentsOf('video-360');
      const portrait = server.childrenLike(/libx264 .* -bufsize 500k/).map(({ pid }) => pid);
      expect(portrait.length).toBeGreaterThan(0);
      process.kill(await publishedOf(portrait), signal);
      await waitFor(
        'two segments more',
        20_000,
        async () => (await segmentsOf('video-360')).last >= before.last + 2,
      );
      // What a busy machine lost before the fault is not judged.
      const after = await segmentsOf('video-360');
      const lengths = after.lengths.slice(before.last - after.last);
      // 15 frames a second: a frame that is missing shortens its segment by 67 ms.
      expect(lengths.filter((seconds) => Math.abs(seconds - 2) > 0.01)).toEqual([]);
      await waitFor(
        'the portrait format to go on',
        20_000,
        async () => (await segmentsOf('portrait-360')).last >= before.last + 2,
      );
      for (const id of ['video-360', 'portrait-360', 'audio']) {
        const { text } = await playlist(`${id}.m3u8`);
        expect({ id, seam: SEAM.exec(text)?.[0] }).toEqual({ id, seam: undefined });
      }
    },
    60_000,
  );
}
