import { z } from 'zod';
import { INPUT_PURPOSES, type InputRecord, type InputStatus } from '#control';
import type { InputUrls } from '../input-urls.js';
import { answer, body, idSchema, nameSchema, timeSchema, toIso } from './basics.js';

const purpose = z
  .enum(INPUT_PURPOSES)
  .describe(
    '`guest`: a participant more. `programme`: the whole canvas. `backup`: takes over while the programme’s input is away',
  );

export const inputSchema = answer(
  'Input',
  z.object({
    id: idSchema,
    name: z.string(),
    as: purpose,
    onStage: z.boolean().describe('On the stage while it sends; otherwise it waits backstage'),
    state: z.enum(['gone', 'connected', 'sending', 'silent']),
    by: z.string().nullable().describe('How it sends now'),
    notes: z.array(z.string()).describe('What its owner should know, in words'),
    whipUrl: z.url(),
    rtmpUrl: z.string().describe('The server; the key goes into the field for the stream key'),
    rtmpsUrl: z.string(),
    srtUrl: z
      .string()
      .describe('With its stream id and passphrase: a secret, as the key. Empty where SRT is switched off'),
    key: z.string().describe('A secret: who has it sends in this input’s name'),
    createdAt: timeSchema,
  }),
);
export const newInputSchema = answer(
  'NewInput',
  inputSchema.extend({ token: z.string().describe('Shown this once: the bearer token of WHIP') }),
);
export const inputsAnswer = answer('Inputs', z.object({ items: z.array(inputSchema) }));
export const inputBody = body(
  'InputWish',
  z.strictObject({
    name: nameSchema,
    as: purpose,
    onStage: z
      .boolean()
      .optional()
      .describe('Without it a guest waits backstage until a host adds it; the others are on at once'),
  }),
);
export const inputPlaceBody = body('InputPlace', z.strictObject({ onStage: z.boolean() }));

export interface InputFacts {
  input: InputRecord;
  status: InputStatus;
  key: string;
  passphrase: string;
}

export const toInputAnswer = ({ input, status, key, passphrase }: InputFacts, urls: InputUrls) => ({
  id: input.id,
  name: input.name,
  as: input.as,
  onStage: input.onStage,
  state: status.state,
  by: status.by,
  notes: [...status.notes],
  whipUrl: urls.whip(input.id),
  rtmpUrl: urls.rtmp,
  rtmpsUrl: urls.rtmps,
  srtUrl: urls.srt(key, passphrase),
  key,
  createdAt: toIso(input.createdAtMs),
});
