// Real here: two nodes as people start them, PostgreSQL, Redis, two browsers, an encrypted pipe between the nodes.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Lifetime } from '#kernel';
import { BEAT_MS, TestBrowser } from '../../support/engines/chromium.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { lipSyncOffsetsMs } from '../../support/meters/judge-lip-sync.js';
import { watchAudio, watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { Balancer } from '../../support/network/balancer.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { killNode } from '../../support/server/cluster-node.js';
import { ClusterUnderTest } from '../../support/server/cluster-under-test.js';
import { RedisServer } from '../../support/server/redis-server.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import { StageBrowserPage } from '../../support/stage/stage-browser.js';

const SOON_MS = 30_000;
const TEST_MS = 240_000;
const BEEPS = 8;
/** What a viewer does not notice, and the meter's own precision: it finds a beep to 15 ms, a frame to 33. */
const LIP_SYNC_MS = 45 + 30;
/** Ending a node, noticing it, connecting again and two handshakes, on a machine that runs all of them. */
const BACK_WITHIN_MS = 8_000;
const OTHERS_CAMERA = 'video[id$="-camera"]';
const OTHERS_VOICE = 'video[id$="-microphone"]';

let lifetime: Lifetime;
let owner: ApiClient;
let first: ServerUnderTest;
let second: ServerUnderTest;
let browser: TestBrowser;
let showId: string;

const says = (node: ServerUnderTest, text: string) =>
  node.lines.until(text, SOON_MS, (lines) => lines.find((line) => line.includes(text)));

async function enter(url: string, role: 'host' | 'guest', name: string, ground: [number, number, number]) {
  const { body } = await owner.post(`/shows/${showId}/tickets`, { role, name });
  const page = await StageBrowserPage.open(browser, url, name, { ground });
  await page.joinShow(showId, String(body.ticket));
  return page;
}

beforeAll(async () => {
  lifetime = new Lifetime();
  const redis = await RedisServer.create();
  lifetime.adopt(() => redis.close());
  const cluster = await ClusterUnderTest.create({ REDIS_URL: redis.url });
  lifetime.adopt(() => cluster.close());
  [first, second] = await Promise.all([cluster.start('first'), cluster.start('second')]);
  ({ owner } = await signedInOwner(first));
  const made = await owner.post('/shows', { title: 'Two nodes', visibility: 'public', profile: 'low' });
  showId = String(made.body.id);
  browser = await TestBrowser.launch();
  lifetime.adopt(() => browser.close());
}, TEST_MS);
afterAll(() => lifetime.close('the test is over'));

const targetOf = ({ url }: ServerUnderTest) => ({ host: 'localhost', port: Number(new URL(url).port) });

test(
  'two people at two nodes see and hear each other; when the node that only carries one is killed, that one is back',
  async () => {
    const balancer = await Balancer.create([targetOf(second), targetOf(first)]);
    lifetime.adopt(() => balancer.close());
    const ann = await enter(first.url, 'host', 'Ann', [160, 40, 40]);
    await says(second, 'sockets for shows of a node are held here');
    await says(first, 'a node carries participants of stages here');
    const bob = await enter(balancer.url, 'guest', 'Bob', [40, 40, 160]);
    await says(second, 'participants of a show of another node are carried here');

    for (const { page } of [ann, bob]) await page.waitForSelector(OTHERS_CAMERA, { state: 'attached' });
    const [atAnn, atBob] = await Promise.all([
      watchVideo(ann.page, OTHERS_CAMERA),
      watchVideo(bob.page, OTHERS_CAMERA),
    ]);
    const heard = await watchAudio(bob.page, OTHERS_VOICE);
    const audio = await heard.readings.until('beeps over the pipe', SOON_MS, (all) =>
      all.flatMap(({ beepsWallMs }) => beepsWallMs).length >= BEEPS ? all : undefined,
    );
    const offsets = lipSyncOffsetsMs(atBob.readings.all, audio, BEAT_MS);
    expect(offsets.length).toBeGreaterThan(BEEPS / 2);
    expect(Math.abs(median(offsets))).toBeLessThan(LIP_SYNC_MS);
    await heard.stop();

    const isMuted = async (page: StageBrowserPage) =>
      (await page.people()).some(
        ({ role, tracks }) => role === 'guest' && tracks.some(({ paused }) => paused),
      );
    const guest = (await ann.people()).find(({ role }) => role === 'guest');
    await ann.ask('moderation.mute', { participantId: guest?.participantId, source: 'microphone' });
    await waitFor('the mute at both', SOON_MS, async () => (await isMuted(ann)) && (await isMuted(bob)));

    const killedWallMs = Date.now();
    killNode(second);
    const backMs = await Promise.all(
      [atAnn, atBob].map(({ readings }) =>
        readings.until('frames of the other one after the kill', SOON_MS, (all) => {
          // Frames that were on their way are shown a little after the kill.
          const fresh = all.find(
            ({ wallMs, tiles }) => wallMs > killedWallMs + 400 && tiles[0]?.clock !== undefined,
          );
          return fresh && fresh.wallMs - killedWallMs;
        }),
      ),
    );
    process.stdout.write(
      `back after ${backMs.map(Math.round).join(' and ')} ms; lip sync ${median(offsets).toFixed(1)} ms\n`,
    );
    expect(Math.max(...backMs)).toBeLessThan(BACK_WITHIN_MS);
    const after = (await ann.people()).find(({ role }) => role === 'guest');
    expect(after?.participantId).toBe(guest?.participantId);
    expect(await isMuted(ann)).toBe(true);

    await bob.ask('session.leave', {});
    await waitFor('Bob to be gone', SOON_MS, async () => (await ann.people()).length === 1);
  },
  TEST_MS,
);
