import type { ConsumerScore, ProducerScore, ProducerTraceEventData } from 'mediasoup/types';
import { z } from 'zod';
import { branchRequestSchema } from './branch-requests.js';
import { objectId as id, made } from './branch-shapes.js';

/** Nodes that speak another one carry nothing for each other; their participants are at the owner's node. */
export const BRANCH_PROTOCOL = 3;

const showId = z.string().min(1).max(64);
const ask = z.int().positive();
/** The fencing number of the show's owner: one that lost the show is refused. */
const epoch = z.int().nonnegative();

/** WebRTC's payload protocol of a message. */
const payload = z.int().min(0).max(0xff_ff_ff_ff);

/** From the owner of stages to a node that offers to carry participants of them. */
export const toBranchSchema = z.discriminatedUnion('kind', [
  /** Whether the node holds this socket of a page. */
  z.strictObject({ kind: z.literal('holds'), ask, socket: id }),
  z.strictObject({ kind: z.literal('open'), ask, hub: id, showId, epoch }),
  z.strictObject({ kind: z.literal('request'), ask, hub: id, epoch, request: branchRequestSchema }),
  z.strictObject({ kind: z.literal('close'), hub: id, epoch }),
  /** A message of a data channel, in the bytes beside it. Nobody answers it. */
  z.strictObject({ kind: z.literal('data'), hub: id, epoch, channel: id, payload }),
]);

/** What happens to an object of a place without being asked for. */
const branchEventSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('closed'), object: id }),
  z.strictObject({ what: z.literal('producer-paused'), consumer: id, isPaused: z.boolean() }),
  z.strictObject({ what: z.literal('producer-score'), producer: id, score: z.array(made<ProducerScore>()) }),
  z.strictObject({ what: z.literal('consumer-score'), consumer: id, score: made<ConsumerScore>() }),
  z.strictObject({ what: z.literal('report'), producer: id, trace: made<ProducerTraceEventData>() }),
  z.strictObject({ what: z.literal('data-producer-closed'), consumer: id }),
  /** A message came on a data channel: it is in the bytes beside. */
  z.strictObject({ what: z.literal('data'), consumer: id, payload }),
  z.strictObject({
    what: z.literal('levels'),
    levels: z.array(z.strictObject({ producerId: id, levelDb: z.number() })),
  }),
  z.strictObject({ what: z.literal('dominant'), producer: id }),
  /** The media worker under the place is gone, or a newer owner of the show has it. */
  z.strictObject({ what: z.literal('died') }),
]);

/** The other way. */
export const fromBranchSchema = z.discriminatedUnion('kind', [
  /** First. */
  z.strictObject({ kind: z.literal('offer'), protocol: z.int(), node: z.string().max(64) }),
  /** Of the media worker that has the least to do; whether the node takes more. */
  z.strictObject({ kind: z.literal('load'), streams: z.int().nonnegative(), hasRoom: z.boolean() }),
  z.strictObject({ kind: z.literal('answer'), ask, value: z.unknown() }),
  z.strictObject({ kind: z.literal('refused'), ask, why: z.string().max(500) }),
  z.strictObject({ kind: z.literal('event'), hub: id, event: branchEventSchema }),
]);

export type ToBranch = z.output<typeof toBranchSchema>;
export type FromBranch = z.output<typeof fromBranchSchema>;
export type BranchEvent = z.output<typeof branchEventSchema>;
