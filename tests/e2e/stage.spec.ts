import { afterEach, beforeEach, expect, test } from '@jest/globals';
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
  const { agesMs, seenAgain } = await pair.watchEachOther(READY_WITHIN_MS);
  expect(Math.max(...agesMs)).toBeLessThan(CONVERSATION_MS);
  const killedWallMs = Date.now();
  process.kill(pair.server.stages.workers[0]?.pid ?? 0, 'SIGKILL');
  expect(await seenAgain(killedWallMs)).toHaveLength(2);
});
