import type { RtpParameters } from 'mediasoup/types';
import { z } from 'zod';
import { VIDEO_CODECS } from '#media';
import { TRACK_SOURCES } from '#protocol';

const pipeId = z.string().min(1).max(64);
const trackId = z.string().min(1).max(200);
const address = { ip: z.string().min(1).max(64), port: z.int().min(1).max(65_535) };

/** Made by our own media worker a moment ago; the receiving worker judges them again. */
const rtpParametersSchema = z.custom<RtpParameters>(
  (value) => typeof value === 'object' && value !== null && Array.isArray((value as RtpParameters).codecs),
);

const pipedTrackSchema = z.strictObject({
  trackId,
  participantId: z.string().min(1).max(200),
  source: z.enum(TRACK_SOURCES),
  codec: z.enum([...VIDEO_CODECS, 'opus']),
  clockRateHz: z.int().positive(),
  /** Of the largest layer, as its sender said. */
  heightPx: z.number().nullable(),
});

/** From the stage to a programme. */
export const toReceiverSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pipe-opened'), pipeId, ...address }),
  z.strictObject({
    kind: z.literal('track-added'),
    pipeId,
    track: pipedTrackSchema,
    rtpParameters: rtpParametersSchema,
    isPaused: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('track-paused'), trackId, isPaused: z.boolean() }),
  /** The sender's own pairing of its clocks: the reports that cross the pipe carry the near worker's clock. */
  z.strictObject({
    kind: z.literal('track-report'),
    trackId,
    ntpMs: z.number(),
    rtpTimestamp: z.number(),
  }),
  z.strictObject({ kind: z.literal('track-removed'), trackId }),
  z.strictObject({ kind: z.literal('pipe-closed'), pipeId }),
]);

/** From a programme to the stage. */
export const fromReceiverSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pipe-joined'), pipeId, ...address }),
  /** The track's packets are awaited: it may flow, and a key frame is worth asking for. */
  z.strictObject({ kind: z.literal('track-ready'), trackId }),
  /** The far end of this pipe is gone. The stage opens another for the same tracks. */
  z.strictObject({ kind: z.literal('pipe-lost'), pipeId }),
]);

export type ToReceiver = z.output<typeof toReceiverSchema>;
export type FromReceiver = z.output<typeof fromReceiverSchema>;
export type PipedTrackFacts = z.output<typeof pipedTrackSchema>;
