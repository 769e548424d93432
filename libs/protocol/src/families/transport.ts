import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { STAGE } from '../roles.js';
import { emptySchema, idSchema } from '../shapes/basics.js';
import {
  dtlsParametersSchema,
  iceCandidateSchema,
  iceParametersSchema,
  iceServerSchema,
  sctpParametersSchema,
} from '../shapes/ice.js';
import { rtpCapabilitiesSchema } from '../shapes/rtp.js';

export const transportViewSchema = z.object({
  transportId: idSchema,
  iceParameters: iceParametersSchema,
  iceCandidates: z.array(iceCandidateSchema),
  dtlsParameters: dtlsParametersSchema,
  sctpParameters: sctpParametersSchema.nullable(),
});
export type TransportView = z.output<typeof transportViewSchema>;

export const transportRequests = {
  'transport.create-send': defineRequest({
    request: emptySchema,
    response: transportViewSchema,
    roles: STAGE,
    rate: RATE.setup,
  }),
  /** Receiving begins with it: consumers are offered for every track there is. */
  'transport.create-receive': defineRequest({
    request: z.object({ rtpCapabilities: rtpCapabilitiesSchema }),
    response: transportViewSchema,
    roles: STAGE,
    rate: RATE.setup,
  }),
  'transport.connect': defineRequest({
    request: z.object({ transportId: idSchema, dtlsParameters: dtlsParametersSchema }),
    response: emptySchema,
    roles: STAGE,
    rate: RATE.setup,
  }),
  'transport.restart-ice': defineRequest({
    request: z.object({ transportId: idSchema }),
    response: z.object({ iceParameters: iceParametersSchema }),
    roles: STAGE,
    rate: RATE.click,
  }),
  /** The relay's credentials are short-lived: fresh ones for paths that are gathered later. */
  'transport.ice-servers': defineRequest({
    request: emptySchema,
    response: z.object({ iceServers: z.array(iceServerSchema) }),
    roles: STAGE,
    rate: RATE.click,
  }),
} as const;
