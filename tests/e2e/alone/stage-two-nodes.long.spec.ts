// Real here: two nodes as people start them, PostgreSQL, Redis, two browsers, an encrypted pipe between the nodes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BEAT_MS } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { lipSyncOffsetsMs } from '../../support/meters/judge-lip-sync.js';
import { framesAfter, watchAudio, watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { killNode } from '../../support/server/cluster-node.js';
import { ClusterStage } from '../../support/stage/cluster-stage.js';
import { OTHERS_CAMERA, OTHERS_VOICE, type StageBrowserPage } from '../../support/stage/stage-browser.js';

const SOON_MS = 30_000;
const TEST_MS = 240_000;
const BEEPS = 8;
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
    await guest.page.waitForSelector(OTHERS_VOICE, { state: 'attached' });
    const heard = await watchAudio(guest.page, OTHERS_VOICE);
    const audio = await heard.readings.until('beeps over the pipe', SOON_MS, (all) =>
      all.flatMap(({ beepsWallMs }) => beepsWallMs).length >= BEEPS ? all : undefined,
    );
    await heard.stop();
    const offsets = lipSyncOffsetsMs(seen[1]?.readings.all ?? [], audio, BEAT_MS);
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
