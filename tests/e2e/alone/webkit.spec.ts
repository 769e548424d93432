// Real here: the built server, Chromium as the host, WebKit as a viewer. WebKit on Linux plays shows and has no WebRTC.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DriverSilent, WebKitUnderTest } from '../../support/engines/webkit.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { VisitedSite } from '../../support/web/visited-site.js';

const MANNER = { language: 'en', size: 'desktop', theme: 'dark' } as const;

/** Two in five launches end with a silent driver on a busy machine. */
const MOST_LAUNCHES = 4;

let site: VisitedSite;

beforeAll(async () => {
  site = await VisitedSite.open(STORY_PROGRAMME);
}, 120_000);
afterAll(async () => {
  await site?.close();
}, 60_000);

/** Whether the driver answered to the end: what the page does is judged, what the driver does is begun again. */
async function watches(): Promise<boolean> {
  const webkit = await WebKitUnderTest.launch();
  try {
    await webkit.open(`${site.url}/watch/${site.showId}`);
    await webkit.seesVideo('.player video');
    expect(await webkit.run('return typeof RTCPeerConnection')).toBe('undefined');
    await webkit.press('Raise hand');
    await webkit.sees('This browser cannot join the stage');
    return true;
  } catch (error) {
    if (error instanceof DriverSilent) return false;
    throw error;
  } finally {
    await webkit.close();
  }
}

test('WebKit plays the show, and says why it cannot come on stage', async () => {
  const host = await site.arrive(MANNER, { state: site.ownerState });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.seesVideo('.tile video');
  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor();

  for (let launches = 1; !(await watches()); launches += 1) expect(launches).toBeLessThan(MOST_LAUNCHES);
  expect(await host.page.getByRole('listitem').filter({ hasText: 'Raised a hand' }).count()).toBe(0);
}, 180_000);
