import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { HOSTS, ON_STAGE, roleSchema } from '../roles.js';
import { emptySchema, idSchema, nameSchema, textSchema, wallMsSchema } from '../shapes/basics.js';

export const studioMessageSchema = z.object({
  messageId: idSchema,
  personId: idSchema,
  name: nameSchema,
  role: roleSchema,
  text: z.string(),
  atWallMs: wallMsSchema,
});
export type StudioMessage = z.output<typeof studioMessageSchema>;

/** What those on stage and backstage say among themselves. No viewer hears or reads any of it. */
export const studioRequests = {
  'studio.say': defineRequest({
    request: z.object({ text: textSchema(LIMITS.chatLength).min(1) }),
    response: z.object({ messageId: idSchema }),
    roles: ON_STAGE,
    rate: RATE.talk,
  }),
  /** The newest messages, oldest first: kept as long as the stage is open. */
  'studio.messages': defineRequest({
    request: emptySchema,
    response: z.object({ messages: z.array(studioMessageSchema) }),
    roles: ON_STAGE,
    rate: RATE.click,
  }),
  /** The microphone of this host goes to one participant alone, until null: neither programme nor stage hears it. */
  'studio.talk-to': defineRequest({
    request: z.object({ participantId: idSchema.nullable() }),
    response: emptySchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
} as const;

export const studioEvents = {
  /** To everybody on stage and backstage, also to the writer. */
  'studio.said': z.object({ message: studioMessageSchema }),
} as const;
