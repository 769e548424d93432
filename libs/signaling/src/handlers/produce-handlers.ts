import type { StagePort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const produceHandlers = (stage: StagePort): FamilyHandlers<'produce'> => ({
  'produce.start': async ({ caller }, offer, signal) => ({
    producerId: await stage.produce(caller, offer, signal),
  }),
  'produce.pause': ({ caller }, { producerId }) => done(stage.setPaused(caller, producerId, true)),
  'produce.resume': ({ caller }, { producerId }) => done(stage.setPaused(caller, producerId, false)),
  'produce.close': ({ caller }, { producerId }) => done(stage.closeTrack(caller, producerId)),
});
