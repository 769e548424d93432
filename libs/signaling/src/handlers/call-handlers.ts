import type { CallPort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const callHandlers = (calls: CallPort): FamilyHandlers<'call'> => ({
  'call.start': async ({ caller }, { participantId }) => ({ call: await calls.start(caller, participantId) }),
  'call.accept': ({ caller }, { callId }) => done(calls.accept(caller, callId)),
  'call.end': ({ caller }, { callId }) => done(calls.end(caller, callId)),
  'call.get': async ({ caller }) => ({ call: await calls.get(caller) }),
  'call.signal': ({ caller }, signal) => done(calls.signal(caller, signal)),
});
