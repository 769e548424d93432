import { z } from 'zod';
import { setting } from './setting.js';

/** How this site judges what viewers say, beside the rules of each show. */
export const chatSettings = z.object({
  classifierCommand: setting(z.string().min(1).max(1_000).optional(), {
    says: 'A program that judges chat messages: it reads a JSON object a line (showId, text, name, role) and writes {"action":"allow"} a line, or hide, hold, refuse, in the same order. One runs for the whole server; arguments are separated by spaces.',
    expects: 'a program and its arguments',
    defaultText: 'none',
    isSecret: true,
  }),
  classifierUrl: setting(z.url({ protocol: /^https?$/ }).optional(), {
    says: 'A service that judges chat messages: it gets the same object by POST and answers the same. Used where no command is set.',
    expects: 'an address that begins with http:// or https://',
    defaultText: 'none',
    isSecret: true,
  }),
  classifierTimeoutMs: setting(z.int().min(50).max(10_000).default(1_000), {
    says: 'How long a message waits for that judgement, in milliseconds.',
    expects: 'a number from 50 to 10000',
  }),
  classifierFailure: setting(z.enum(['allow', 'hold']).default('allow'), {
    says: 'What becomes of a message that nobody could judge in time: it is sent, or waits for a moderator.',
    expects: 'allow or hold',
  }),
});
