import { z } from 'zod';

const sessionId = z.string().regex(/^\w{1,64}$/);
const ssrc = z.int().min(1).max(0xff_ff_ff_ff);

/** From the process that takes encoders to the server. */
export const fromIngestSchema = z.discriminatedUnion('kind', [
  /** Which ports it has; 0 for one that it could not have. */
  z.strictObject({ kind: z.literal('listening'), rtmp: z.int(), rtmps: z.int(), srt: z.int() }),
  /** A sender wants to publish with this key. */
  z.strictObject({
    kind: z.literal('claim'),
    sessionId,
    by: z.enum(['rtmp', 'srt']),
    key: z.string().max(200),
  }),
  /** Media is there: places for it on the stage are wanted. */
  z.strictObject({ kind: z.literal('wants'), sessionId, video: z.boolean(), audio: z.boolean() }),
  z.strictObject({ kind: z.literal('note'), sessionId, notes: z.array(z.string().max(600)).max(4) }),
  z.strictObject({ kind: z.literal('gone'), sessionId }),
]);

/** From the server to the process that takes encoders. */
export const toIngestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('granted'), sessionId }),
  z.strictObject({ kind: z.literal('refused'), sessionId, reason: z.string().max(300) }),
  z.strictObject({
    kind: z.literal('target'),
    sessionId,
    ip: z.string().max(64),
    port: z.int().min(1).max(65_535),
    videoSsrc: ssrc,
    audioSsrc: ssrc,
  }),
  /** Another node runs the show: its gate. Claim there. */
  z.strictObject({
    kind: z.literal('elsewhere'),
    sessionId,
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535),
  }),
  /** Its place is gone, through no fault of the sender: claim again. */
  z.strictObject({ kind: z.literal('lost'), sessionId }),
  /** The sender is to be cut. */
  z.strictObject({ kind: z.literal('cut'), sessionId, why: z.string().max(60) }),
  /** Passphrases of SRT follow from keys by it: a handshake cannot wait for an answer of the server. */
  z.strictObject({ kind: z.literal('srt'), secret: z.string().min(32).max(128) }),
]);

export type FromIngest = z.output<typeof fromIngestSchema>;
export type ToIngest = z.output<typeof toIngestSchema>;
