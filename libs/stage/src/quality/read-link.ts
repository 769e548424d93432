import type { BaseRtpStreamStats } from 'mediasoup/types';
import type { StageConsumer, StageProducer } from '../media/media-objects.js';
import type { Participant } from '../participant.js';
import type { Direction, LinkReading } from './link-quality.js';

/** RTCP counts the lost fraction in 256ths. */
const percentOf = (fractionLost: number): number => (fractionLost / 256) * 100;

/** Asking the worker about every stream of everybody would cost more than it tells: two a direction are enough. */
const SAMPLED_STREAMS = 2;

const lineOf = (
  stats: readonly BaseRtpStreamStats[],
): { lossPercent: number | null; rttMs: number | null } => ({
  lossPercent:
    stats.length === 0 ? null : Math.max(...stats.map(({ fractionLost }) => percentOf(fractionLost))),
  rttMs: stats.reduce<number | null>((worst, { roundTripTime }) => {
    return roundTripTime === undefined || roundTripTime === 0 ? worst : Math.max(worst ?? 0, roundTripTime);
  }, null),
});

/** Of a simulcast camera the best layer counts: those above it were given up to save it. */
const scoreOfProducer = ({ score }: StageProducer): number =>
  Math.max(0, ...score.map((layer) => layer.score));

async function readUp(participant: Participant): Promise<Direction | null> {
  const flowing = participant.tracks.filter(({ isPaused, isClosed }) => !isPaused && !isClosed);
  if (flowing.length === 0) return null;
  const sampled = await Promise.all(
    flowing.slice(0, SAMPLED_STREAMS).map(({ producer }) => producer.getStats()),
  );
  return {
    streamScore: Math.min(...flowing.map(({ producer }) => scoreOfProducer(producer))),
    ...lineOf(sampled.flat()),
  };
}

async function readDown(participant: Participant): Promise<Direction | null> {
  const flowing = (participant.reception?.consumers ?? []).filter(
    ({ paused, producerPaused, score }: StageConsumer) =>
      !paused && !producerPaused && score.producerScore > 0,
  );
  if (flowing.length === 0) return null;
  const sampled = await Promise.all(flowing.slice(0, SAMPLED_STREAMS).map((consumer) => consumer.getStats()));
  const sent = sampled.flat().filter(({ type }) => type === 'outbound-rtp');
  return { streamScore: Math.min(...flowing.map(({ score }) => score.score)), ...lineOf(sent) };
}

/** What is known of one participant's line. A sender that is itself bad is not held against who receives it. */
export async function readLink(participant: Participant): Promise<LinkReading> {
  const [up, down] = await Promise.all([readUp(participant), readDown(participant)]);
  return { isConnected: participant.isConnected, up, down };
}
