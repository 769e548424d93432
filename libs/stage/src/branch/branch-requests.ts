import type {
  ConsumerScore,
  ConsumerType,
  DataProducerOptions,
  DtlsParameters,
  IceCandidate,
  IceParameters,
  MediaKind,
  ProducerOptions,
  RtpCapabilities,
  RtpParameters,
  SctpParameters,
  SctpStreamParameters,
} from 'mediasoup/types';
import { z } from 'zod';
import type { DataDelivery, PipeAddress, StageConsumer, StageProducer } from '../media/media-objects.js';
import { objectId as id, made } from './branch-shapes.js';
import { keptParticipantSchema } from './kept-participant.js';

const dataChannel = z.strictObject({ id, label: z.string(), protocol: z.string() });

const pipeAddress = z.strictObject({
  ip: z.string().min(1).max(64),
  port: z.int().min(1).max(65_535),
  srtpParameters: made<PipeAddress['srtpParameters']>(),
}) satisfies z.ZodType<PipeAddress>;

/** What the owner of a stage wants of its place at another node. */
export const branchRequestSchema = z.discriminatedUnion('want', [
  z.strictObject({ want: z.literal('page-transport') }),
  z.strictObject({ want: z.literal('connect'), transport: id, dtlsParameters: made<DtlsParameters>() }),
  z.strictObject({ want: z.literal('restart-ice'), transport: id }),
  z.strictObject({ want: z.literal('pipe') }),
  z.strictObject({ want: z.literal('connect-pipe'), pipe: id, far: pipeAddress }),
  z.strictObject({ want: z.literal('produce'), transport: id, options: made<ProducerOptions>() }),
  z.strictObject({ want: z.literal('can-consume'), producer: id, rtpCapabilities: made<RtpCapabilities>() }),
  z.strictObject({
    want: z.literal('consume'),
    transport: id,
    producer: id,
    /** Of a page; a pipe takes all. */
    rtpCapabilities: made<RtpCapabilities>().optional(),
    isPaused: z.boolean(),
  }),
  z.strictObject({ want: z.literal('produce-data'), transport: id, options: made<DataProducerOptions>() }),
  z.strictObject({
    want: z.literal('consume-data'),
    transport: id,
    producer: id,
    delivery: made<DataDelivery>(),
  }),
  /** Each message on a channel there is an event from then on. */
  z.strictObject({ want: z.literal('take-data'), producer: id }),
  /** A channel there of which the owner says what comes, under the id of another one. */
  z.strictObject({ want: z.literal('give-data'), channel: dataChannel }),
  z.strictObject({ want: z.literal('pause'), stream: id, isPaused: z.boolean() }),
  z.strictObject({ want: z.literal('reports'), producer: id }),
  z.strictObject({ want: z.literal('key-frame'), consumer: id }),
  z.strictObject({ want: z.literal('layer'), consumer: id, spatialLayer: z.int().nonnegative() }),
  z.strictObject({ want: z.literal('priority'), consumer: id, priority: z.int().min(1).max(255) }),
  z.strictObject({ want: z.literal('stats'), stream: id }),
  z.strictObject({ want: z.literal('listen'), producer: id }),
  z.strictObject({ want: z.literal('close'), object: id }),
  z.strictObject({
    want: z.literal('keep'),
    participantId: id,
    /** Null where the participant enters again with the next owner. */
    participant: keptParticipantSchema.nullable(),
  }),
]);

const nothing = z.null();

/** What each is answered with. */
export const branchAnswerSchemas = {
  'page-transport': z.strictObject({
    id,
    iceParameters: made<IceParameters>(),
    iceCandidates: z.array(made<IceCandidate>()),
    dtlsParameters: made<DtlsParameters>(),
    sctpParameters: made<SctpParameters>().nullable(),
  }),
  connect: nothing,
  'restart-ice': made<IceParameters>(),
  pipe: z.strictObject({ id, address: pipeAddress }),
  'connect-pipe': nothing,
  produce: z.strictObject({
    id,
    kind: z.custom<MediaKind>((value) => value === 'audio' || value === 'video'),
    rtpParameters: made<RtpParameters>(),
    isPaused: z.boolean(),
  }),
  'can-consume': z.boolean(),
  consume: z.strictObject({
    id,
    kind: z.custom<MediaKind>((value) => value === 'audio' || value === 'video'),
    type: z.custom<ConsumerType>((value) => typeof value === 'string'),
    rtpParameters: made<RtpParameters>(),
    isPaused: z.boolean(),
    isProducerPaused: z.boolean(),
    score: made<ConsumerScore>(),
  }),
  'produce-data': dataChannel,
  'take-data': dataChannel,
  'give-data': z.strictObject({ id }),
  'consume-data': dataChannel.extend({
    sctpStreamParameters: made<SctpStreamParameters>().nullable(),
  }),
  pause: nothing,
  reports: nothing,
  'key-frame': nothing,
  layer: nothing,
  priority: nothing,
  stats: z.array(made<StreamStats>()),
  listen: nothing,
  close: nothing,
  keep: nothing,
} satisfies Record<BranchRequest['want'], z.ZodType>;

type StreamStats =
  | Awaited<ReturnType<StageProducer['getStats']>>[number]
  | Awaited<ReturnType<StageConsumer['getStats']>>[number];

export type BranchRequest = z.output<typeof branchRequestSchema>;
export type BranchWant = BranchRequest['want'];
export type BranchRequestOf<W extends BranchWant> = Extract<BranchRequest, { want: W }>;
export type BranchAnswer<W extends BranchWant> = z.output<(typeof branchAnswerSchemas)[W]>;
