// Real here: the whole server with a programme on air, a host's page that films a bar code, and WHEP clients in Chromium.
// How late they are, and what a fault costs them, is in `alone/front-row.long.spec.ts`.
import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { latenciesMs } from '../support/meters/judge-video.js';
import { type Meter, type VideoReading, watchVideo } from '../support/meters/page-meters.js';
import { bundleWhepClients, openWhepPage, playWhep, WHEP_VIDEO } from '../support/players/whep-page.js';
import { ShowUnderTest } from '../support/server/show-under-test.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';

const WITHIN_MS = 30_000;

let show: ShowUnderTest;
let bundle: string;
let page: Page | undefined;
let endpoint: string;

beforeAll(async () => {
  [show, bundle] = await Promise.all([
    ShowUnderTest.open({
      server: { env: { ...SMALL_PROGRAMME, PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '5' } },
      camera: { width: 640, height: 360 },
    }),
    bundleWhepClients(),
  ]);
  endpoint = `${show.server.url}/whep/${show.showId}`;
  await show.goLive();
}, 120_000);

afterEach(async () => {
  await page?.close();
  page = undefined;
});

afterAll(() => show?.close(), 60_000);

const frames = (meter: Meter<VideoReading>, count: number) =>
  meter.readings.until(`${count} frames`, WITHIN_MS, (all) => {
    const found = latenciesMs(all.slice(-count));
    return found.length >= count ? found : undefined;
  });

test.each(['whip-whep', '@eyevinn/webrtc-player'] as const)('%s plays the show', async (client) => {
  page = await openWhepPage(show.browser, bundle);
  await playWhep(page, client, endpoint);
  const meter = await watchVideo(page, WHEP_VIDEO);
  await frames(meter, 60);
});
