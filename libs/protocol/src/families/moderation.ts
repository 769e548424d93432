import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { HOST_ONLY, HOSTS, MODERATORS } from '../roles.js';
import { emptySchema, idSchema, nameSchema, sourceSchema } from '../shapes/basics.js';

const oneParticipant = z.object({ participantId: idSchema });
const oneTrack = z.object({ participantId: idSchema, source: sourceSchema });
const moderatorClick = { roles: MODERATORS, rate: RATE.click } as const;

export const moderationRequests = {
  /** Pauses the producer on the server; its owner cannot resume it. */
  'moderation.mute': defineRequest({ request: oneTrack, response: emptySchema, ...moderatorClick }),
  /** Lets its owner speak again; it does not switch a microphone on that its owner had switched off. */
  'moderation.unmute': defineRequest({ request: oneTrack, response: emptySchema, ...moderatorClick }),
  /** Closes the producer: a camera or a screen that should not be there. */
  'moderation.stop': defineRequest({ request: oneTrack, response: emptySchema, ...moderatorClick }),
  'moderation.remove': defineRequest({ request: oneParticipant, response: emptySchema, ...moderatorClick }),
  /** Removes, and keeps the person out of this show: stage and audience. */
  'moderation.ban': defineRequest({
    request: z.object({ personId: idSchema }),
    response: emptySchema,
    ...moderatorClick,
  }),
  'moderation.unban': defineRequest({
    request: z.object({ personId: idSchema }),
    response: emptySchema,
    ...moderatorClick,
  }),
  'moderation.bans': defineRequest({
    request: emptySchema,
    response: z.object({ banned: z.array(z.object({ personId: idSchema, name: nameSchema })) }),
    ...moderatorClick,
  }),
  /** A locked stage admits no new participant; present ones stay. */
  'moderation.lock': defineRequest({
    request: z.object({ locked: z.boolean() }),
    response: emptySchema,
    ...moderatorClick,
  }),
  /** Adds to the programme, or sends backstage: others and oneself. */
  'moderation.set-on-stage': defineRequest({
    request: z.object({ participantId: idSchema, onStage: z.boolean() }),
    response: emptySchema,
    roles: HOSTS,
    rate: RATE.drag,
  }),
  /** The giver becomes co-host. */
  'moderation.hand-over': defineRequest({
    request: oneParticipant,
    response: emptySchema,
    roles: HOST_ONLY,
    rate: RATE.click,
  }),
  'moderation.set-co-host': defineRequest({
    request: z.object({ participantId: idSchema, coHost: z.boolean() }),
    response: emptySchema,
    roles: HOST_ONLY,
    rate: RATE.click,
  }),
} as const;
