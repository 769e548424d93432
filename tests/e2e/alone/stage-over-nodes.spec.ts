// Real here: two browsers, signaling, the media workers of two nodes, an encrypted pipe between them.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CarryingNode } from '../../support/stage/carrying-node.js';
import { StagePair } from '../../support/stage/stage-pair.js';

const READY_WITHIN_MS = 30_000;
/** That it is a conversation at all, on a machine that may be busy; the bench has the figures. */
const CONVERSATION_MS = 2_000;

let pair: StagePair;
let carrier: CarryingNode;

beforeEach(async () => {
  // Ann's two streams fill the owner's worker, so that Bob's media ends at the other node.
  pair = await StagePair.meet({ spreadAtStreams: 1 }, async ({ stages }) => {
    carrier = await CarryingNode.create(stages);
  });
}, 60_000);
afterEach(async () => {
  await pair?.close();
  await carrier?.close();
}, 30_000);

test('two people at two nodes see each other, and again by themselves when the way between the nodes is cut', async () => {
  expect(carrier.stages.workers[0]?.streams).toBeGreaterThan(0);
  const { agesMs, seenAgain } = await pair.watchEachOther(READY_WITHIN_MS);
  expect(Math.max(...agesMs)).toBeLessThan(CONVERSATION_MS);
  const cutWallMs = Date.now();
  carrier.cut();
  expect(await seenAgain(cutWallMs)).toHaveLength(2);
});
