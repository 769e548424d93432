import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { EVERYBODY, roleSchema, STAGE } from '../roles.js';
import { emptySchema, idSchema, nameSchema, wallMsSchema } from '../shapes/basics.js';
import { iceServerSchema } from '../shapes/ice.js';
import { participantViewSchema } from '../shapes/participant.js';
import { rtpCapabilitiesSchema } from '../shapes/rtp.js';
import { programmeViewSchema } from './programme.js';
import { transportViewSchema } from './transport.js';

export const sessionViewSchema = z.object({
  version: z.number().int(),
  showId: idSchema,
  title: z.string(),
  personId: idSchema,
  name: nameSchema,
  role: roleSchema,
  programme: programmeViewSchema,
  serverWallMs: wallMsSchema,
});
export type SessionView = z.output<typeof sessionViewSchema>;

/** All that a page needs to send and receive on the stage. */
export const stageWelcomeSchema = z.object({
  participantId: idSchema,
  /** The same participant as before a lost connection. */
  resumed: z.boolean(),
  /** The old transports live on; false asks for new ones. */
  keptMedia: z.boolean(),
  routerRtpCapabilities: rtpCapabilitiesSchema,
  iceServers: z.array(iceServerSchema),
  /** `relay` where the operator wants nothing to pass but through TURN. */
  iceTransportPolicy: z.enum(['all', 'relay']),
  locked: z.boolean(),
  maxPublishers: z.number().int(),
  participants: z.array(participantViewSchema),
  /** Made with this answer where the request said what the page receives, and nothing was kept. */
  transports: z.exactOptional(z.object({ send: transportViewSchema, receive: transportViewSchema })),
});
export type StageWelcome = z.output<typeof stageWelcomeSchema>;

export const sessionRequests = {
  /** The first message of every socket: nothing else is answered before it. */
  'session.join': defineRequest({
    request: z.object({
      version: z.number().int(),
      ticket: z.string().min(1).max(4_096),
      /** Random, one a tab, kept over reconnects: the same tab resumes, another takes over. */
      tabId: idSchema,
      /** Take the stage over from another tab of the same person. Without it the answer is `taken-over`. */
      takeOver: z.boolean().default(false),
      name: z.exactOptional(nameSchema),
    }),
    response: sessionViewSchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  /** Becomes or resumes a participant of the stage; also the way back after `stage.rebuilt`. */
  'session.enter-stage': defineRequest({
    request: z.object({
      /** Only the socket was lost: the page's transports still run. Its consumers are offered again, under their old ids. */
      keepMedia: z.boolean().default(false),
      /** As in `transport.create-receive`: both transports are made at once, which saves an exchange. */
      rtpCapabilities: z.exactOptional(rtpCapabilitiesSchema),
    }),
    response: stageWelcomeSchema,
    roles: STAGE,
    rate: RATE.click,
  }),
  /** Leaves the stage at once: nothing is held. */
  'session.leave': defineRequest({
    request: emptySchema,
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  /** A newer ticket of the same person and show: the socket lives as long as that one. Roles stay as they are. */
  'session.renew': defineRequest({
    request: z.object({ ticket: z.string().min(1).max(4_096) }),
    response: emptySchema,
    roles: EVERYBODY,
    rate: RATE.click,
  }),
  /** For the offset between the clocks, and to see that the line is alive. */
  'session.ping': defineRequest({
    request: z.object({ sentWallMs: z.number() }),
    response: z.object({ sentWallMs: z.number(), serverWallMs: wallMsSchema }),
    roles: EVERYBODY,
    rate: RATE.click,
  }),
} as const;

export const sessionEvents = {
  /** The socket is about to be closed for good; do not reconnect by yourself. */
  'session.ended': z.object({ reason: z.enum(['taken-over', 'removed', 'banned', 'show-ended', 'expired']) }),
  'session.role-changed': z.object({ role: roleSchema }),
} as const;
