import type { Consumer, Producer } from 'mediasoup/types';
import type { LocalHub, Participant, Track } from '#stage';

/** Of a stage whose nodes are this process alone, every object is the media worker's own. */
export const hubOf = ({ hub }: Pick<Participant | Track, 'hub'>): LocalHub => hub as LocalHub;

export const producerOf = ({ producer }: Pick<Track, 'producer'>): Producer => producer as Producer;

export const consumersOf = (participant: Participant): readonly Consumer[] =>
  (participant.reception?.consumers ?? []) as readonly Consumer[];
