// Real here: two nodes as people start them, PostgreSQL, Redis, two browsers, an encrypted pipe between the nodes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { framesAfter, watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { killNode } from '../../support/server/cluster-node.js';
import { ClusterStage } from '../../support/stage/cluster-stage.js';
import { lipSyncOfOther } from '../../support/stage/lip-sync-of-other.js';
import { OTHERS_CAMERA, type StageBrowserPage } from '../../support/stage/stage-browser.js';

const SOON_MS = 30_000;
const TEST_MS = 240_000;
const BEEPS = 8;
const SETTLING_BEEPS = 15;
/** What a viewer does not notice, and the meter's own precision. */
const LIP_SYNC_MS = 45 + 30;
/** Ending a node, noticing it, connecting again and two handshakes, on a machine that runs all of them. The bench has the figure. */
const BACK_WITHIN_MS = 8_000;

let stage: ClusterStage;

beforeAll(async () => {
  stage = await ClusterStage.open();
}, TEST_MS);
afterAll(() => stage?.close());

const guestOf = async (page: StageBrowserPage) => (await page.people()).find(({ role }) => role === 'guest');
const isMuted = async (page: StageBrowserPage) =>
  (await guestOf(page))?.tracks.some(({ paused }) => paused) === true;

test(
  'two people at two nodes see and hear each other; when the node that only carries one is killed, that one is back',
  async () => {
    const { host } = stage;
    const { node, guest } = await stage.carriedGuest();
    for (const { page } of [host, guest]) await page.waitForSelector(OTHERS_CAMERA, { state: 'attached' });
    const seen = await Promise.all([host, guest].map(({ page }) => watchVideo(page, OTHERS_CAMERA)));
    const offsets = await lipSyncOfOther(guest.page, { settling: SETTLING_BEEPS, beeps: BEEPS });
    expect(offsets.length).toBeGreaterThan(BEEPS / 2);
    expect(Math.abs(median(offsets))).toBeLessThan(LIP_SYNC_MS);

    const before = await guestOf(host);
    await host.ask('moderation.mute', { participantId: before?.participantId, source: 'microphone' });
    await waitFor('the mute at both', SOON_MS, async () => (await isMuted(host)) && isMuted(guest));

    const killedWallMs = Date.now();
    killNode(node);
    const backMs = await Promise.all(seen.map((meter) => framesAfter(meter, killedWallMs, SOON_MS)));
    expect(Math.max(...backMs)).toBeLessThan(BACK_WITHIN_MS);
    // The same place, and what a moderator has silenced stays silent.
    expect((await guestOf(host))?.participantId).toBe(before?.participantId);
    expect(await isMuted(host)).toBe(true);

    await guest.ask('session.leave', {});
    await waitFor('the guest to be gone', SOON_MS, async () => (await host.people()).length === 1);
  },
  TEST_MS,
);
