import type { Consumer, Producer, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import { z } from 'zod';
import type { PageTransport, StageConsumer, StageProducer } from '../media/media-objects.js';
import { type BranchAnswer, branchAnswerSchemas } from './branch-requests.js';
import { objectId as id, made } from './branch-shapes.js';
import { type KeptParticipant, keptParticipantSchema } from './kept-participant.js';

/** A participant of an owner that is gone, with all that still runs of its media. */
export interface KeptMedia {
  participant: KeptParticipant;
  sends: PageTransport | null;
  receives: PageTransport;
  /** In the order of the participant's tracks. */
  producers: readonly StageProducer[];
  consumers: readonly { consumer: StageConsumer; trackId: string }[];
}

/** Its page enters again, or has gone. */
export function closeKept({ sends, receives }: KeptMedia): void {
  for (const transport of [sends, receives]) transport?.close();
}

const transport = branchAnswerSchemas['page-transport'];

/** What a node answers the next owner of a show that wants a place there. */
export const openedSchema = z.strictObject({
  rtpCapabilities: made<RtpCapabilities>(),
  kept: z.array(
    z.strictObject({
      participant: keptParticipantSchema,
      sends: transport.nullable(),
      receives: transport,
      producers: z.array(branchAnswerSchemas.produce),
      consumers: z.array(z.strictObject({ consumer: branchAnswerSchemas.consume, trackId: id })),
    }),
  ),
});

export type Opened = z.output<typeof openedSchema>;
export type KeptAnswer = Opened['kept'][number];

/** The same of a media worker of this node. */
export interface KeptHere extends KeptMedia {
  sends: WebRtcTransport | null;
  receives: WebRtcTransport;
  producers: readonly Producer[];
  consumers: readonly { consumer: Consumer; trackId: string }[];
}

export function transportAnswer(page: WebRtcTransport): BranchAnswer<'page-transport'> {
  const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters = null } = page;
  return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters };
}

export function producerAnswer(producer: Producer): BranchAnswer<'produce'> {
  const { id, kind, rtpParameters, paused: isPaused } = producer;
  return { id, kind, rtpParameters, isPaused };
}

export function consumerAnswer(consumer: Consumer): BranchAnswer<'consume'> {
  const { id, kind, type, rtpParameters, score } = consumer;
  return {
    ...{ id, kind, type, rtpParameters, score },
    isPaused: consumer.paused,
    isProducerPaused: consumer.producerPaused,
  };
}

export const answerOf = ({ participant, sends, receives, producers, consumers }: KeptHere): KeptAnswer => ({
  participant,
  sends: sends && transportAnswer(sends),
  receives: transportAnswer(receives),
  producers: producers.map(producerAnswer),
  consumers: consumers.map(({ consumer, trackId }) => ({ consumer: consumerAnswer(consumer), trackId })),
});
