// Real here: the built server, a show on air, Chromium, and what its decoder says of media that were damaged on the way.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Route } from 'playwright-core';
import { waitFor } from '../../support/kernel/wait-for.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { VisitedSite } from '../../support/web/visited-site.js';

const MANNER = { language: 'en', size: 'desktop', theme: 'dark' } as const;
const VIDEO = '.player video';
const SHOW_MS = 150_000;
const BROKEN_WITHIN_MS = 45_000;
/** A decoder that fails once gets another source at once; one that fails again and again gets a new player after ten seconds. */
const PLAYS_AGAIN_WITHIN_MS = 20_000;

let site: VisitedSite;
let viewer: SiteVisitor;
let breaksLeft = 0;
let broken = 0;

/** The lengths of its frames become larger than it is. */
async function breakMedia(route: Route): Promise<void> {
  if (breaksLeft === 0) return route.continue();
  const response = await route.fetch().catch(() => undefined);
  if (response === undefined) return route.abort();
  const body = await response.body();
  const at = body.indexOf('mdat');
  if (at >= 0 && breaksLeft > 0) {
    body.fill(0xff, at + 4);
    breaksLeft -= 1;
    broken += 1;
  }
  await route.fulfill({ response, body }).catch(() => undefined);
}

async function playsAgain(): Promise<void> {
  await viewer.page.evaluate((at) => {
    const { document } = globalThis as never as {
      document: { querySelector(at: string): { seenAt?: number } | null };
    };
    delete document.querySelector(at)?.seenAt;
  }, VIDEO);
  viewer.page.setDefaultTimeout(PLAYS_AGAIN_WITHIN_MS);
  await viewer.seesVideo(VIDEO);
}

beforeAll(async () => {
  site = await VisitedSite.open({ ...STORY_PROGRAMME });
  const host = await site.arrive(MANNER, { state: site.ownerState });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor();
  viewer = await site.arrive(MANNER);
  await viewer.page.goto(`${site.url}/watch/${site.showId}`);
  await viewer.seesVideo(VIDEO);
  await viewer.page.route(/\/live\/.*video.*\.m4s/, breakMedia);
}, SHOW_MS);
afterAll(async () => {
  await site?.sendHome('broken-media');
  await site?.close();
}, 60_000);

test.each([1, 6])(
  'a viewer whose browser refuses media %i times sees the show again',
  async (pieces) => {
    const before = broken;
    breaksLeft = pieces;
    await waitFor('broken media', BROKEN_WITHIN_MS, () => broken === before + pieces);
    await playsAgain();
    expect(await viewer.page.getByText(viewer.words('watch.problem.unsupported')).count()).toBe(0);
  },
  SHOW_MS,
);
