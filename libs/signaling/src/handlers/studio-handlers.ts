import type { StudioPort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const studioHandlers = (studio: StudioPort): FamilyHandlers<'studio'> => ({
  'studio.say': async ({ caller }, { text }) => ({ messageId: await studio.say(caller, text) }),
  'studio.messages': async ({ caller }) => ({ messages: await studio.messages(caller) }),
  'studio.talk-to': ({ caller }, { participantId }) => done(studio.talkTo(caller, participantId)),
});
