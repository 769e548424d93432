import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { ON_STAGE, STAGE } from '../roles.js';
import { emptySchema, idSchema, textSchema } from '../shapes/basics.js';
import { sctpStreamSchema } from '../shapes/ice.js';

/**
 * `cues` arrive in order, `pointer` is unordered and never repeated, `file` is private between two. `captions` ends at the
 * server: what a captioner types, and the answers to it.
 */
export const DATA_CHANNELS = ['cues', 'pointer', 'file', 'captions'] as const;
const channelSchema = z.enum(DATA_CHANNELS);
const oneFile = z.object({ fileId: idSchema });

export const dataRequests = {
  'data.start': defineRequest({
    request: z.object({
      transportId: idSchema,
      channel: channelSchema,
      stream: sctpStreamSchema,
      /** Of an accepted hand-over, when the channel is `file`. */
      fileId: z.exactOptional(idSchema),
    }),
    response: z.object({ dataProducerId: idSchema }),
    roles: STAGE,
    rate: RATE.setup,
  }),
  'file.offer': defineRequest({
    request: z.object({
      toParticipantId: idSchema,
      name: z
        .string()
        .min(1)
        .max(200)
        .regex(/^[^/\\\p{Cc}\p{Cs}]+$/u),
      sizeBytes: z.number().int().min(1).max(LIMITS.fileBytes),
      mimeType: textSchema(100),
    }),
    response: oneFile,
    roles: ON_STAGE,
    rate: RATE.rare,
  }),
  'file.accept': defineRequest({
    request: oneFile,
    response: emptySchema,
    roles: ON_STAGE,
    rate: RATE.click,
  }),
  'file.refuse': defineRequest({
    request: oneFile,
    response: emptySchema,
    roles: ON_STAGE,
    rate: RATE.click,
  }),
  /** By the receiver, as it arrives; the sender sees it as `file.progressed`. The last one ends the hand-over. */
  'file.progress': defineRequest({
    request: z.object({ fileId: idSchema, receivedBytes: z.number().int().min(0).max(LIMITS.fileBytes) }),
    response: emptySchema,
    roles: ON_STAGE,
    rate: RATE.drag,
  }),
} as const;

export const dataEvents = {
  'data.offered': z.object({
    dataConsumerId: idSchema,
    dataProducerId: idSchema,
    participantId: idSchema,
    channel: channelSchema,
    stream: sctpStreamSchema,
    fileId: idSchema.nullable(),
  }),
  'data.closed': z.object({ dataConsumerId: idSchema }),
  'file.offered': z.object({
    fileId: idSchema,
    fromParticipantId: idSchema,
    name: z.string(),
    sizeBytes: z.number().int(),
    mimeType: z.string(),
  }),
  'file.accepted': oneFile,
  'file.progressed': z.object({ fileId: idSchema, receivedBytes: z.number().int() }),
  'file.ended': z.object({
    fileId: idSchema,
    outcome: z.enum(['done', 'refused', 'left', 'timed-out']),
  }),
} as const;
