import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { SignalLog } from '../../support/kernel/signal-log.js';
import { hubOf } from '../../support/stage/local-objects.js';
import { StagePair } from '../../support/stage/stage-pair.js';

const READY_WITHIN_MS = 30_000;

/** After a request that Chromium obeyed it obeys none for 300 ms. */
const TOO_SOON_MS = 150;
const RESTED_MS = 1_500;
/** An ignored request is repeated by the media worker after a second. */
const KEY_FRAME_WITHIN_MS = 700;

let pair: StagePair;

beforeEach(async () => {
  pair = await StagePair.meet();
}, 60_000);
afterEach(() => pair?.close(), 30_000);

test('who asks for a key frame just after another has it in a moment: browsers ignore what comes too soon', async () => {
  const [stage] = pair.server.stages.stages;
  const track = stage?.tracks.find(({ source }) => source === 'camera');
  if (track === undefined) throw new Error('there is no camera');
  const { producer } = track;
  const hub = hubOf(track);
  const { rtpCapabilities } = hub.router;
  const keyFrames = new SignalLog<number>();
  producer.on('trace', () => keyFrames.push(systemClock.monotonicMs()));
  await producer.enableTraceEvent(['keyframe']);
  const listener = await hub.tapTransport.consume({ producerId: producer.id, rtpCapabilities });
  const next = (sinceMs: number) =>
    keyFrames.until('a key frame', READY_WITHIN_MS, (all) => all.find((atMs) => atMs > sinceMs));
  // Requests of the time when the two came are over.
  await systemClock.sleep(RESTED_MS);
  const firstMs = systemClock.monotonicMs();
  await listener.requestKeyFrame();
  await next(firstMs);
  await systemClock.sleep(Math.max(0, TOO_SOON_MS - (systemClock.monotonicMs() - firstMs)));
  const askedMs = systemClock.monotonicMs();
  await listener.requestKeyFrame();
  expect((await next(askedMs)) - askedMs).toBeLessThan(KEY_FRAME_WITHIN_MS);
});
