import { expect, test } from '@jest/globals';
import { type FrameChannel, silentLog, TypedEvents } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { BranchHost } from './branch-host.js';
import { StageEpochs } from './stage-epochs.js';

const eventful = () => ({ on: () => undefined, once: () => undefined });

test('a place whose owner cannot be told of it does not stay open', async () => {
  let open = 0;
  const router = {
    ...eventful(),
    ...{ observer: eventful(), rtpCapabilities: { codecs: [] } },
    createAudioLevelObserver: async () => eventful(),
    createActiveSpeakerObserver: async () => eventful(),
    createDirectTransport: async () => eventful(),
    close: () => {
      open -= 1;
    },
  };
  const createRouter = async () => {
    open += 1;
    return router;
  };
  const worker = { isAlive: true, streams: 0, createRouter };
  const events = new TypedEvents<{ frame: { message: unknown }; closed: undefined }>();
  const said: string[] = [];
  const refusal = new Promise<void>((resolve) => {
    const send = ({ kind }: { kind: string }) => {
      if (kind === 'answer') throw new RangeError('a frame is over the limit');
      said.push(kind);
      if (kind === 'refused') resolve();
    };
    BranchHost.open({ events, isClosed: false, send } as unknown as FrameChannel, {
      node: 'carrier',
      pool: { place: async () => worker, findLeastLoaded: () => worker } as unknown as WorkerPool,
      fullAtStreams: 400,
      epochs: new StageEpochs(),
      holds: () => true,
      isTaking: () => true,
      clock: new ManualClock(),
      log: silentLog,
    });
  });
  events.emit('frame', { message: { kind: 'open', ask: 1, hub: 'place_1', showId: 'show_1', epoch: 1 } });
  await refusal;
  expect([said, open]).toEqual([['offer', 'load', 'refused'], 0]);
});
