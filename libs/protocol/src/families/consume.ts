import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { STAGE } from '../roles.js';
import { emptySchema, idSchema, kindSchema, sourceSchema } from '../shapes/basics.js';
import { rtpParametersSchema } from '../shapes/rtp.js';

const oneConsumer = z.object({ consumerId: idSchema });

export const tileSchema = z.object({
  participantId: idSchema,
  source: sourceSchema,
  /** Height on the glass in device pixels; 0 means that it is not shown: the consumer is paused. */
  heightPx: z.number().int().min(0).max(4_320),
  /** 1 (a thumbnail) to 10 (the spotlight): who keeps quality when the line is narrow. */
  priority: z.number().int().min(1).max(10).default(1),
});
export type Tile = z.output<typeof tileSchema>;

export const consumeRequests = {
  /** The complete list each time: tiles that are not named keep what they had. Audio needs no tile. */
  'consume.tiles': defineRequest({
    request: z.object({ tiles: z.array(tileSchema).max(LIMITS.tilesPerSubscription) }),
    response: emptySchema,
    roles: STAGE,
    rate: RATE.drag,
  }),
  /** The local consumer is ready: let it flow. */
  'consume.resume': defineRequest({
    request: oneConsumer,
    response: emptySchema,
    roles: STAGE,
    rate: RATE.setup,
  }),
  'consume.pause': defineRequest({
    request: oneConsumer,
    response: emptySchema,
    roles: STAGE,
    rate: RATE.drag,
  }),
  /** The video is broken: ask the sender for a key frame (throttled for all askers together). */
  'consume.key-frame': defineRequest({
    request: oneConsumer,
    response: emptySchema,
    roles: STAGE,
    rate: RATE.click,
  }),
} as const;

export const consumeEvents = {
  /** Make a local consumer of it, then `consume.resume`. */
  'consume.offered': z.object({
    consumerId: idSchema,
    producerId: idSchema,
    participantId: idSchema,
    source: sourceSchema,
    kind: kindSchema,
    rtpParameters: rtpParametersSchema,
    producerPaused: z.boolean(),
  }),
  'consume.closed': oneConsumer,
  'consume.paused': oneConsumer,
  'consume.resumed': oneConsumer,
} as const;
