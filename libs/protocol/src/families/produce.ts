import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { STAGE } from '../roles.js';
import { emptySchema, idSchema, sourceSchema } from '../shapes/basics.js';
import { rtpParametersSchema } from '../shapes/rtp.js';

const oneProducer = z.object({ producerId: idSchema });

export const produceRequests = {
  /** The kind follows from the source, so that the two cannot disagree. */
  'produce.start': defineRequest({
    request: z.object({
      transportId: idSchema,
      source: sourceSchema,
      rtpParameters: rtpParametersSchema,
      /** Of the video as it is captured: layers are chosen by it. */
      heightPx: z.exactOptional(z.number().int().min(1).max(4_320)),
      paused: z.boolean().default(false),
    }),
    response: oneProducer,
    roles: STAGE,
    rate: RATE.setup,
  }),
  'produce.pause': defineRequest({
    request: oneProducer,
    response: emptySchema,
    roles: STAGE,
    rate: RATE.click,
  }),
  'produce.resume': defineRequest({
    request: oneProducer,
    response: emptySchema,
    roles: STAGE,
    rate: RATE.click,
  }),
  'produce.close': defineRequest({
    request: oneProducer,
    response: emptySchema,
    roles: STAGE,
    rate: RATE.click,
  }),
} as const;

export const produceEvents = {
  /** Your own producer was closed by the server: stop the track. */
  'produce.stopped': z.object({ producerId: idSchema, source: sourceSchema, by: z.enum(['host', 'server']) }),
} as const;
