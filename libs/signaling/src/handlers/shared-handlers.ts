import type { SharedPort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const sharedHandlers = (shared: SharedPort): FamilyHandlers<'shared'> => ({
  'shared.get': ({ caller }, { topic, after }) => shared.get(caller, topic, after),
  'shared.change': ({ caller }, change) => done(shared.change(caller, change)),
  'shared.clear': ({ caller }, { topic }) => done(shared.clear(caller, topic)),
});
