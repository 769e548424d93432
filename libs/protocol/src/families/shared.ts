import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { HOSTS, ON_STAGE } from '../roles.js';
import { emptySchema, idSchema } from '../shapes/basics.js';

/** What is shared, such as `whiteboard` or `my-game`. */
const topicSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
const keySchema = z.string().regex(/^[\w.:-]{1,64}$/);
/** Text of the page's own, usually JSON: the server reads none of it. */
const valueSchema = z.string().max(LIMITS.sharedValueLength);

const changeSchema = z.object({
  key: keySchema,
  /** Null takes the key out. */
  value: valueSchema.nullable(),
});
export type SharedChange = z.output<typeof changeSchema>;

const entrySchema = z.object({ key: keySchema, value: valueSchema, sequence: z.number().int() });
export type SharedEntry = z.output<typeof entrySchema>;

/** State that participants on stage and backstage read and change: keys with values, in the server's order. */
export const sharedRequests = {
  /** In parts, in the order of change: `after` is the greatest sequence that is there already. */
  'shared.get': defineRequest({
    request: z.object({ topic: topicSchema, after: z.number().int().min(0).default(0) }),
    response: z.object({
      /** Of the stage. Another one after a restart of the server, which has lost what there was; a clear keeps it. */
      stateId: idSchema,
      entries: z.array(entrySchema),
      isComplete: z.boolean(),
    }),
    roles: ON_STAGE,
    rate: RATE.setup,
  }),
  'shared.change': defineRequest({
    request: z.object({
      topic: topicSchema,
      /** Part of the event, so that the sender recognises its own change. */
      changeId: z.number().int().min(0),
      changes: z.array(changeSchema).min(1).max(LIMITS.sharedChanges),
    }),
    response: emptySchema,
    roles: ON_STAGE,
    rate: RATE.drag,
  }),
  'shared.clear': defineRequest({
    request: z.object({ topic: topicSchema }),
    response: emptySchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
} as const;

export const sharedEvents = {
  /** To everybody on stage and backstage, also to the sender: the order is the same for all. */
  'shared.changed': z.object({
    topic: topicSchema,
    byId: idSchema,
    changeId: z.number().int(),
    changes: z.array(changeSchema),
  }),
  'shared.cleared': z.object({ topic: topicSchema, byId: idSchema, stateId: idSchema }),
} as const;
