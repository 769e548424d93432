import type { StagePort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const consumeHandlers = (stage: StagePort): FamilyHandlers<'consume'> => ({
  'consume.tiles': ({ caller }, { tiles }) => done(stage.setTiles(caller, tiles)),
  'consume.resume': ({ caller }, { consumerId }) => done(stage.setWanted(caller, consumerId, true)),
  'consume.pause': ({ caller }, { consumerId }) => done(stage.setWanted(caller, consumerId, false)),
  'consume.key-frame': ({ caller }, { consumerId }) => done(stage.requestKeyFrame(caller, consumerId)),
});
