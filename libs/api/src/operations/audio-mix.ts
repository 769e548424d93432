import { defineOperation } from '../define-operation.js';
import { audioMixAnswer, audioMixBody } from '../schemas/audio-mix.js';
import { oneShow } from './shows.js';

export const audioMixOperations = {
  get: defineOperation({
    id: 'audioMix.get',
    route: 'GET /shows/:showId/audio-mix',
    summary: 'Volume, mute and pan of each source of the programme',
    allows: 'show-host',
    params: oneShow,
    answer: audioMixAnswer,
    errors: ['show-not-live', 'person-not-found'],
  }),
  set: defineOperation({
    id: 'audioMix.set',
    route: 'PUT /shows/:showId/audio-mix',
    summary: 'Sets all of it, at this moment of the programme',
    allows: 'show-host',
    params: oneShow,
    body: audioMixBody,
    answer: audioMixAnswer,
    errors: ['show-not-live', 'person-not-found'],
  }),
} as const;
