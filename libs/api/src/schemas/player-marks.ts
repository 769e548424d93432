import { z } from 'zod';
import { answer, body, lineSchema, timeSchema } from './basics.js';

const TEXT_BYTES = 1_024;

export const metadataBody = body(
  'PlayerMetadata',
  z.strictObject({
    text: z
      .string()
      .min(1)
      .max(TEXT_BYTES)
      .refine((text) => Buffer.byteLength(text) <= TEXT_BYTES, 'must not be longer than 1,024 bytes')
      .describe(
        'What players get as ID3 (TXXX) at its moment: 1,024 bytes of UTF-8, ten a second for a show',
      ),
  }),
);

export const markBody = body(
  'PlayerMark',
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('chapter'), title: lineSchema(120) }),
    z.strictObject({
      kind: z.literal('break'),
      seconds: z.number().positive().max(86_400).optional().describe('As long as it is planned to be'),
    }),
    z.strictObject({ kind: z.literal('break-end') }),
    z.strictObject({
      kind: z.literal('caption'),
      language: z
        .string()
        .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/)
        .describe('One of the captions of the show'),
      text: lineSchema(500),
      speaker: lineSchema(60).optional(),
    }),
  ]),
);

export const markAnswer = answer(
  'PlayerMarkMoment',
  z.object({ at: timeSchema.describe('On the clock of EXT-X-PROGRAM-DATE-TIME') }),
);
