import { defineOperation } from '../define-operation.js';
import { qualityAnswer } from '../schemas/quality.js';
import { oneShow } from './shows.js';

export const qualityOperations = {
  quality: defineOperation({
    id: 'audience.quality',
    route: 'GET /shows/:showId/quality',
    summary:
      'What viewers of a show saw, by what players report (CMCD): start, latency, stalls, bitrate, errors; during the show and after it',
    allows: 'show-moderator',
    params: oneShow,
    answer: qualityAnswer,
  }),
} as const;
