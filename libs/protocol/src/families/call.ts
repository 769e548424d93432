import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { ON_STAGE, STAGE } from '../roles.js';
import { emptySchema, idSchema } from '../shapes/basics.js';

export const CALL_ENDS = ['declined', 'no-answer', 'hung-up', 'left'] as const;

/** A private call of two, as both of them see it. */
export const callViewSchema = z.object({
  callId: idSchema,
  state: z.enum(['ringing', 'active', 'over']),
  /** Participants. */
  callerId: idSchema,
  calleeId: idSchema,
  /** Pages may connect directly. Else the site wants all media to pass its relay. */
  mayBeDirect: z.boolean(),
  /** Why it is over. */
  end: z.exactOptional(z.enum(CALL_ENDS)),
});
export type CallView = z.output<typeof callViewSchema>;

const sdpSchema = z.string().min(1).max(LIMITS.sessionDescriptionLength);

/** What two pages say to each other to find a direct connection. The server passes it on and reads none of it. */
export const callSignalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offer'), sdp: sdpSchema }),
  z.object({ kind: z.literal('answer'), sdp: sdpSchema }),
  z.object({
    kind: z.literal('candidate'),
    candidate: z.string().max(512),
    sdpMid: z.string().max(16).nullable(),
    sdpMLineIndex: z.number().int().min(0).max(16).nullable(),
  }),
]);
export type CallSignal = z.output<typeof callSignalSchema>;

/** Of an attempt to connect directly: what belongs to an earlier attempt is ignored. */
const attemptSchema = z.number().int().min(1).max(10_000);

/** A private call of two participants: neither the programme nor anybody else hears it. */
export const callRequests = {
  'call.start': defineRequest({
    request: z.object({ participantId: idSchema }),
    response: z.object({ call: callViewSchema }),
    roles: ON_STAGE,
    rate: RATE.rare,
  }),
  'call.accept': defineRequest({
    request: z.object({ callId: idSchema }),
    response: emptySchema,
    roles: STAGE,
    rate: RATE.click,
  }),
  /** Declines, gives up calling, hangs up; and after the other one has hung up, the way back to the stage. */
  'call.end': defineRequest({
    request: z.object({ callId: idSchema }),
    response: emptySchema,
    roles: STAGE,
    rate: RATE.click,
  }),
  /** For a page that joins again. */
  'call.get': defineRequest({
    request: emptySchema,
    response: z.object({ call: callViewSchema.nullable() }),
    roles: STAGE,
    rate: RATE.click,
  }),
  'call.signal': defineRequest({
    request: z.object({ callId: idSchema, attempt: attemptSchema, signal: callSignalSchema }),
    response: emptySchema,
    roles: STAGE,
    rate: RATE.setup,
  }),
} as const;

export const callEvents = {
  /** To both. Null: there is no call any more, and the microphone is on the stage again. */
  'call.changed': z.object({ call: callViewSchema.nullable() }),
  'call.signalled': z.object({ callId: idSchema, attempt: attemptSchema, signal: callSignalSchema }),
} as const;
