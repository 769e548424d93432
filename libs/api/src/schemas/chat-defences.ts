import { z } from 'zod';
import {
  audienceRulesSchema,
  chatDefencesChangeSchema,
  chatDefencesSchema,
  HELD_DECISIONS,
  type HeldMessage,
  heldMessageSchema,
  siteWordsSchema,
} from '#protocol';
import { banBody, banShape } from './audience.js';
import { answer, body, idSchema, lineSchema, timeSchema, toIso } from './basics.js';

const words = z.array(lineSchema(60)).max(500);

export const chatRulesAnswer = answer(
  'ChatRules',
  z.object({
    ...audienceRulesSchema.shape,
    blockedWords: z.array(z.string()),
    defences: chatDefencesSchema,
  }),
);
export const chatRulesBody = body(
  'ChatRulesChange',
  z.strictObject({
    ...audienceRulesSchema.partial().shape,
    blockedWords: words.optional(),
    defences: chatDefencesChangeSchema.optional(),
  }),
);

const { atWallMs: _wall, messageId: _id, ...heldShape } = heldMessageSchema.shape;
export const heldMessagesAnswer = answer(
  'HeldMessages',
  z.object({ items: z.array(z.object({ id: idSchema, ...heldShape, at: timeSchema })) }),
);
export const toHeldAnswer = ({ messageId, atWallMs, ...held }: HeldMessage) => ({
  id: messageId,
  ...held,
  at: toIso(atWallMs),
});
export const decisionBody = body(
  'HeldDecision',
  z.strictObject({
    decision: z.enum(HELD_DECISIONS).describe('`ban` refuses it and bans its author from the show'),
  }),
);

export const siteWordsAnswer = answer('ChatWords', z.object(siteWordsSchema.shape));
export const siteWordsBody = body('ChatWordsWish', siteWordsSchema.clone());

export const siteBanSchema = answer('SiteBan', z.object(banShape));
export const siteBansAnswer = answer('SiteBans', z.object({ items: z.array(siteBanSchema) }));
export const siteBanBody = body('SiteBanWish', z.strictObject(banBody.shape));
