// Real here: the whole server, and a host's page in Chromium. Encoders take their time while a file says so, as on a machine that is full.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { slowFfmpeg } from '../../support/server/slow-ffmpeg.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { SIZES, type SiteVisitor } from '../../support/web/site-visitor.js';
import { DESKTOP } from '../../support/web/story-manners.js';
import { VisitedSite } from '../../support/web/visited-site.js';

/** The server gives each of the two halves of a start 45 s, and what it kills 10 s. */
const GIVEN_UP_WITHIN_MS = 110_000;
const GONE_WITHIN_MS = 20_000;

const folder = temporaryFolder();
const slow = join(folder.path, 'slow');
let site: VisitedSite;
let host: SiteVisitor;

beforeAll(async () => {
  site = await VisitedSite.open({ ...STORY_PROGRAMME, FFMPEG_PATH: slowFfmpeg(folder.path, slow) });
  host = await site.host(DESKTOP, { state: site.ownerState, camera: {} });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.seesVideo('.canvas video');
}, 180_000);

afterAll(async () => {
  await host?.page.screenshot({ path: 'tests/out/slow-start.png' });
  await host?.close();
  await site?.close();
  folder.remove();
}, 60_000);

const stored = async () => {
  const answer = await host.page.request.get(`${site.url}/api/v1/shows/${site.showId}`);
  return ((await answer.json()) as { state: string }).state;
};
const nothingRuns = () =>
  waitFor('no programme to run', GONE_WITHIN_MS, () => site.server.programmes.length === 0);

test('a start that lasts says why, can be called off, and leaves nothing of it', async () => {
  const before = await stored();
  writeFileSync(slow, '');
  await host.button('studio.go-live').click();
  await host.button('studio.go-live.starting').waitFor();
  await host.button('studio.go-live.slow').waitFor();
  await host.seesText('studio.go-live.busy');
  expect(site.server.programmes.length).toBeGreaterThan(0);
  for (const size of ['phone', 'desktop'] as const) {
    await host.page.setViewportSize(SIZES[size].viewport);
    await host.button('common.cancel').click({ trial: true });
    await host.page.screenshot({ path: `tests/out/slow-start-busy-${size}.png` });
  }
  await host.button('common.cancel').click();
  await host.seesText('refusal.start-cancelled');
  await host.button('studio.go-live').waitFor();
  await nothingRuns();
  expect(await stored()).toBe(before);
}, 120_000);

test('one that never gets there ends with its reason, and the next one works', async () => {
  await host.button('studio.go-live').click();
  const dialog = host.page.getByRole('alertdialog');
  await dialog.getByText(host.words('refusal.overloaded')).waitFor({ timeout: GIVEN_UP_WITHIN_MS });
  await host.page.screenshot({ path: 'tests/out/slow-start-failed.png' });
  await nothingRuns();
  rmSync(slow);
  await dialog.getByRole('button', { name: host.words('studio.go-live') }).click();
  await host.button('studio.end').waitFor({ timeout: GIVEN_UP_WITHIN_MS });
  expect(await stored()).toBe('live');
  expect(host.complaints).toEqual([]);
}, 300_000);
