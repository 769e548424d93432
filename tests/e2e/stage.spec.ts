import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { latenciesMs } from '../support/meters/judge-video.js';
import { watchVideo } from '../support/meters/page-meters.js';
import { median } from '../support/meters/statistics.js';
import { cameraOf } from '../support/stage/stage-browser.js';
import { StagePair } from '../support/stage/stage-pair.js';

const READY_WITHIN_MS = 30_000;
/** That it is a conversation at all, on a machine that may be busy; the bench has the figures. */
const CONVERSATION_MS = 2_000;

let pair: StagePair;

beforeEach(async () => {
  pair = await StagePair.meet();
}, 60_000);
afterEach(() => pair?.close(), 30_000);

test('two browsers see each other through the stage, and again by themselves when its worker is killed', async () => {
  const { ann, bob, server } = pair;
  const meters = await Promise.all([
    watchVideo(ann.page, cameraOf('bob')),
    watchVideo(bob.page, cameraOf('ann')),
  ]);
  for (const { readings } of meters) {
    const some = await readings.until('frames', READY_WITHIN_MS, (all) =>
      all.length > 60 ? all.slice(30) : undefined,
    );
    expect(median(latenciesMs(some))).toBeLessThan(CONVERSATION_MS);
  }
  const killedWallMs = Date.now();
  process.kill(server.stages.workers[0]?.pid ?? 0, 'SIGKILL');
  const backMs = await Promise.all(
    meters.map(({ readings }) =>
      readings.until('frames from the new worker', READY_WITHIN_MS, (all) => {
        // The last frames of the old path are shown a little after the kill.
        const fresh = all.find(
          ({ wallMs, tiles }) => wallMs > killedWallMs + 400 && tiles[0]?.clock !== undefined,
        );
        return fresh && fresh.wallMs - killedWallMs;
      }),
    ),
  );
  expect(backMs).toHaveLength(2);
});
