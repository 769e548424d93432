import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { EVERYBODY, HOSTS, type Role } from '../roles.js';
import { emptySchema, idSchema, nameSchema, wallMsSchema } from '../shapes/basics.js';

/** Only forwards. The last five are ends. */
export const PROMOTION_STATES = [
  'raised',
  'invited',
  'accepted',
  'ready',
  'on-stage',
  'returned',
  'declined',
  'withdrawn',
  'timed-out',
  'lost',
] as const;
export type PromotionState = (typeof PROMOTION_STATES)[number];

export const promotionViewSchema = z.object({
  promotionId: idSchema,
  personId: idSchema,
  name: nameSchema,
  state: z.enum(PROMOTION_STATES),
  /** The participant in the green room and on the stage, once there is one. */
  participantId: idSchema.nullable(),
  /** A moderator is talking to the candidate in private. */
  vetting: z.boolean(),
  /** When the present state began, and when it ends by itself (null: never). */
  sinceWallMs: wallMsSchema,
  untilWallMs: wallMsSchema.nullable(),
});
export type PromotionView = z.output<typeof promotionViewSchema>;

const onePromotion = z.object({ promotionId: idSchema });
const answer = (roles: readonly Role[]) =>
  defineRequest({ request: onePromotion, response: promotionViewSchema, roles, rate: RATE.click });
const VIEWER: readonly Role[] = ['viewer'];
const CANDIDATE: readonly Role[] = ['candidate'];

export const promotionRequests = {
  'promotion.raise-hand': defineRequest({
    request: emptySchema,
    response: promotionViewSchema,
    roles: VIEWER,
    rate: RATE.click,
  }),
  /** The viewer takes the hand down. */
  'promotion.lower-hand': defineRequest({
    request: emptySchema,
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  /** Answers a raised hand, or invites a viewer who did not ask. */
  'promotion.invite': defineRequest({
    request: z.object({ personId: idSchema }),
    response: promotionViewSchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
  /** Consent: the role becomes `candidate`; next comes `session.enter-stage`. */
  'promotion.accept': answer(VIEWER),
  'promotion.decline': answer(['viewer', 'candidate']),
  /** Devices checked, transports connected, producers made paused. */
  'promotion.ready': answer(CANDIDATE),
  /** A private talk of this moderator with the candidate, on or off. */
  'promotion.vet': defineRequest({
    request: z.object({ promotionId: idSchema, on: z.boolean() }),
    response: promotionViewSchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
  /** Only resumes what is there already. */
  'promotion.bring-on': answer(HOSTS),
  /** A moderator calls it off before the stage. */
  'promotion.withdraw': answer(HOSTS),
  /** Back to the audience: by a host for a guest, or by a guest for oneself. */
  'promotion.send-back': defineRequest({
    request: z.object({ participantId: idSchema }),
    response: emptySchema,
    roles: ['host', 'co-host', 'guest'],
    rate: RATE.click,
  }),
  /** Everything open, for a moderator's page that has just loaded. */
  'promotion.list': defineRequest({
    request: emptySchema,
    response: z.object({ promotions: z.array(promotionViewSchema) }),
    roles: HOSTS,
    rate: RATE.click,
  }),
  /** The first frame of the promoted guest was painted: closes the measurement. */
  'promotion.seen': defineRequest({
    request: z.object({ participantId: idSchema }),
    response: emptySchema,
    roles: ['host', 'co-host', 'guest'],
    rate: RATE.click,
  }),
} as const;

export const promotionEvents = {
  /** To moderators for every promotion, to its person for their own. */
  'promotion.changed': z.object({ promotion: promotionViewSchema }),
} as const;
