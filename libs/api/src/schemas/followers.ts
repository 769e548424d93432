import { z } from 'zod';
import { SHOW_LANGUAGES } from '#protocol';
import { answer, body, emailSchema } from './basics.js';

export const waysAnswer = answer(
  'WaysToFollow',
  z.object({
    email: z.boolean().describe('False where the site sends no e-mail'),
    pushKey: z.string().describe('`applicationServerKey` of a subscription to push messages'),
  }),
);
export const followBody = body(
  'FollowWish',
  z.strictObject({
    email: emailSchema,
    language: z.enum(SHOW_LANGUAGES).describe('Of the e-mails'),
    of: z.enum(['host', 'site']).describe('Shows of the host of this show, or all shows of the site'),
  }),
);
const key = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/);
export const pushBody = body(
  'PushWish',
  z.strictObject({
    endpoint: z.url().max(1_000),
    keys: z.strictObject({ p256dh: key, auth: key }),
    language: z.enum(SHOW_LANGUAGES),
    of: z.enum(['host', 'site']),
  }),
);
export const pushAnswer = answer(
  'PushFollow',
  z.object({ token: z.string().describe('Ends it: POST /followers/end') }),
);
export const followTokenBody = body('FollowToken', z.strictObject({ token: z.string().min(1).max(200) }));
export const followAnswer = answer(
  'Follow',
  z.object({
    email: z.string().nullable().describe('Null: a browser'),
    host: z.string().nullable().describe('Null: all shows of the site'),
    isConfirmed: z.boolean(),
  }),
);
