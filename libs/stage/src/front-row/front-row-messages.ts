import type { RtpParameters } from 'mediasoup/types';
import { z } from 'zod';

const pipeId = z.string().min(1).max(64);
const address = { ip: z.string().min(1).max(64), port: z.int().min(1).max(65_535) };

/** Made by our own media worker a moment ago; the receiving worker judges them again. */
const rtpParametersSchema = z.custom<RtpParameters>(
  (value) => typeof value === 'object' && value !== null && Array.isArray((value as RtpParameters).codecs),
);

/** From the server to a programme: where it listens for the programme in real time. */
export const toFrontRowSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opened'), pipeId, ...address }),
  z.strictObject({ kind: z.literal('closed'), pipeId }),
]);

/** From a programme to the server. */
export const fromFrontRowSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('joined'),
    pipeId,
    ...address,
    video: rtpParametersSchema,
    audio: rtpParametersSchema,
  }),
  /** The programme's end of the pipe is gone, or never came to be. */
  z.strictObject({ kind: z.literal('lost'), pipeId }),
]);

export type ToFrontRowSource = z.output<typeof toFrontRowSourceSchema>;
export type FromFrontRowSource = z.output<typeof fromFrontRowSourceSchema>;
