import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as defences from '../schemas/chat-defences.js';
import { oneShow } from './shows.js';

export const chatDefenceOperations = {
  rules: defineOperation({
    id: 'audience.rules',
    route: 'GET /shows/:showId/chat-rules',
    summary: 'The rules of the chat, and how it is defended against spam',
    allows: 'show-moderator',
    params: oneShow,
    answer: defences.chatRulesAnswer,
  }),
  setRules: defineOperation({
    id: 'audience.setRules',
    route: 'PATCH /shows/:showId/chat-rules',
    summary: 'Change rules of the chat; what is left out stays as it is',
    allows: 'show-moderator',
    params: oneShow,
    body: defences.chatRulesBody,
    answer: defences.chatRulesAnswer,
  }),
  held: defineOperation({
    id: 'audience.held',
    route: 'GET /shows/:showId/held-messages',
    summary: 'Messages that wait for a moderator, the oldest first',
    allows: 'show-moderator',
    params: oneShow,
    answer: defences.heldMessagesAnswer,
  }),
  decide: defineOperation({
    id: 'audience.decide',
    route: 'POST /shows/:showId/held-messages/:messageId',
    summary: 'Approve or refuse a message that waits',
    allows: 'show-moderator',
    params: oneShow.extend({ messageId: idSchema }),
    body: defences.decisionBody,
    errors: ['message-not-found'],
  }),
  siteWords: defineOperation({
    id: 'site.chatWords',
    route: 'GET /site/chat-words',
    summary: 'Words that no show of this site wants in its chat, by class',
    allows: 'site-owner',
    answer: defences.siteWordsAnswer,
  }),
  setSiteWords: defineOperation({
    id: 'site.setChatWords',
    route: 'PUT /site/chat-words',
    summary: 'Replace those lists',
    allows: 'site-owner',
    body: defences.siteWordsBody,
    answer: defences.siteWordsAnswer,
  }),
  siteBans: defineOperation({
    id: 'site.bans',
    route: 'GET /site/bans',
    summary: 'Who is banned from all shows',
    allows: 'site-owner',
    answer: defences.siteBansAnswer,
  }),
  banFromSite: defineOperation({
    id: 'site.ban',
    route: 'POST /shows/:showId/site-bans',
    summary: 'Ban a person of this show, and the device, from all shows',
    allows: 'site-owner',
    params: oneShow,
    body: defences.siteBanBody,
    answer: defences.siteBanSchema,
    status: 201,
  }),
  liftSiteBan: defineOperation({
    id: 'site.unban',
    route: 'DELETE /site/bans/:banId',
    summary: 'Lift a ban from all shows',
    allows: 'site-owner',
    params: z.strictObject({ banId: idSchema }),
    errors: ['ban-not-found'],
  }),
} as const;
