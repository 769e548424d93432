// Real here: two nodes as people start them, PostgreSQL, Chromium pages by their own buttons, media workers, encoders.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Lifetime, systemClock } from '#kernel';
import { type CameraOptions, TestBrowser } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { killNode } from '../../support/server/cluster-node.js';
import { lastSegmentOf } from '../../support/server/cluster-show.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import { PromotedGuest } from '../../support/server/promoted-guest.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { becomeOwner, enterStudio, playShow } from '../../support/server/show-under-test.js';
import { ownerAt } from '../../support/server/signed-in-owner.js';
import { GUEST_NAME, hideFromProgramme, type Watched, watchPeople } from '../watched-people.js';

const CAMERA: CameraOptions = { width: 640, height: 360, frameRate: 15 };
const ON_AIR_WITHIN_MS = 40_000;
const SOON_MS = 20_000;
/**
 * The goal is 2.5 s for people on the stage. Two nodes, three browsers' pages and two programmes share two cores here: what
 * is promised of a slow machine is that they are back, by themselves.
 */
const BACK_WITHIN_MS = 20_000;
const TEST_MS = 300_000;

let lifetime: Lifetime;
let first: ServerUnderTest;
let second: ServerUnderTest;
let browser: TestBrowser;

beforeEach(async () => {
  lifetime = new Lifetime();
  const cluster = await ClusterUnderTest.create();
  lifetime.adopt(() => cluster.close());
  [first, second] = await Promise.all([cluster.start('first'), cluster.start('second')]);
  browser = await TestBrowser.launch();
  lifetime.adopt(() => browser.close());
}, TEST_MS);
afterEach(() => lifetime.close('the test is over'), TEST_MS);

/** The first node runs the show; everybody's page comes from the second one. */
async function showOfFirst(resilience: string): Promise<{ showId: string; host: Page }> {
  const host = await browser.newPage({ camera: CAMERA });
  await becomeOwner(host, await first.ownerLink());
  const owner = await ownerAt(first.url);
  const made = await owner.post('/shows', {
    ...{ title: 'Two nodes', visibility: 'public', profile: 'low', resilience },
  });
  const showId = String(made.body.id);
  const live = await owner.post(`/shows/${showId}/live`);
  expect(live).toMatchObject({ status: 200 });
  await waitFor('the second node to play it', ON_AIR_WITHIN_MS, () => lastSegmentOf(second, showId));
  await host.goto(`${second.url}/studio/${showId}`);
  await enterStudio(host);
  return { showId, host };
}

async function openViewer(showId: string): Promise<Page> {
  const page = await browser.newPage();
  await playShow(page, second.url, showId);
  return page;
}

async function backAfter({ host, guest, viewer }: Watched, struckWallMs: number) {
  const [hostMs, guestMs, viewerMs] = await Promise.all([
    host.backAfterMs('host', struckWallMs, BACK_WITHIN_MS),
    guest.backAfterMs('guest', struckWallMs, BACK_WITHIN_MS),
    viewer.backAfterMs('viewer', struckWallMs, BACK_WITHIN_MS),
  ]);
  return { hostMs, guestMs, viewerMs };
}

test.each(['none', 'standby'])(
  'the node of a show (resilience %s) is killed: host and guest are back by themselves in role and place, and viewers see it',
  async (resilience) => {
    const { showId, host } = await showOfFirst(resilience);
    const guest = await PromotedGuest.arrive({ browser, server: second, showId }, CAMERA, GUEST_NAME);
    await guest.comeOnStage(host);
    // A guest who is back in another place than before would be seen beside the host.
    await hideFromProgramme(host, GUEST_NAME);
    if (resilience === 'standby')
      await second.lines.until('a standby in step', ON_AIR_WITHIN_MS, (lines) =>
        lines.find((line) => line.includes('"state":"in-step"')),
      );
    const watched = await watchPeople({ host, guest: guest.page, viewer: await openViewer(showId) });

    killNode(first);
    const took = await backAfter(watched, systemClock.wallMs());
    process.stdout.write(`${resilience}: ${JSON.stringify(took)}\n`);

    await host.getByRole('button', { name: 'End show' }).waitFor({ timeout: SOON_MS });
    await host
      .getByRole('button', { name: `Actions for ${GUEST_NAME}` })
      .first()
      .waitFor({ timeout: SOON_MS });
    await guest.page
      .getByRole('button', { name: 'Leave the stage', exact: true })
      .waitFor({ timeout: SOON_MS });
    const ownerThere = await ownerAt(second.url);
    expect((await ownerThere.get(`/shows/${showId}/live`)).body).toMatchObject({ onAir: true });
  },
  TEST_MS,
);
