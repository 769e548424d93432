// Real here: two nodes as people start them, PostgreSQL, Redis, three pages, the death of the node that owns the show.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { type VideoReading, watchVideo } from '../../support/meters/page-meters.js';
import { killNode } from '../../support/server/cluster-node.js';
import { ClusterStage } from '../../support/stage/cluster-stage.js';
import { cameraOf } from '../../support/stage/stage-browser.js';

const SOON_MS = 30_000;
const TEST_MS = 240_000;
/** Noticing a death, ownership and two entries happen within it. */
const AFTER_MS = 6_000;
/** A browser that enters again shows nothing for longer; a machine that starts a stage meanwhile holds frames up for less. */
const GAP_MS = 700;

let stage: ClusterStage;

beforeAll(async () => {
  stage = await ClusterStage.open();
}, TEST_MS);
afterAll(() => stage?.close());

function longestGapMs(readings: readonly VideoReading[], fromWallMs: number): number {
  const shown = readings.map(({ wallMs }) => wallMs).filter((wallMs) => wallMs > fromWallMs - GAP_MS);
  return Math.max(...shown.slice(1).map((wallMs, index) => wallMs - (shown[index] ?? wallMs)));
}

test(
  'two people at another node see each other without a break when the node that owns the show is killed',
  async () => {
    const { url } = await stage.carrier();
    const [guest, listener] = [await stage.guest(url), await stage.listener(url)];
    const guestId = await guest.participantId();
    const find = async () => (await listener.people()).find(({ participantId }) => participantId === guestId);
    const before = await waitFor('the guest', SOON_MS, find);
    const camera = cameraOf(before.personId);
    await listener.page.waitForSelector(camera, { state: 'attached' });
    const meter = await watchVideo(listener.page, camera);
    await meter.readings.until('frames', SOON_MS, (all) => all.at(60));
    const made = [await guest.connectionsMade(), await listener.connectionsMade()];

    const killedWallMs = await listener.now();
    killNode(stage.first);
    const seen = await meter.readings.until('frames long after', SOON_MS, (all) =>
      (all.at(-1)?.wallMs ?? 0) > killedWallMs + AFTER_MS ? all : undefined,
    );
    await waitFor('the host to be gone', SOON_MS, async () => (await listener.people()).length === 2);
    expect((await find())?.participantId).toBe(guestId);
    expect([await guest.connectionsMade(), await listener.connectionsMade()]).toEqual(made);
    expect(longestGapMs(seen, killedWallMs)).toBeLessThan(GAP_MS);
    // The next owner controls what it goes on with.
    await guest.ask('session.leave', {});
    await waitFor('the guest to be gone', SOON_MS, async () => (await find()) === undefined);
  },
  TEST_MS,
);
