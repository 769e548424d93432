import { defineOperation } from '../define-operation.js';
import { markAnswer, markBody, metadataBody } from '../schemas/player-marks.js';
import { oneShow } from './shows.js';

export const playerMarkOperations = {
  metadata: defineOperation({
    id: 'players.tell',
    route: 'POST /shows/:showId/metadata',
    summary: 'A text for every player, at this moment of the programme: ID3 in the media',
    allows: 'show-host',
    params: oneShow,
    body: metadataBody,
    answer: markAnswer,
    errors: ['show-not-live', 'too-many-requests', 'programme-away'],
  }),
  mark: defineOperation({
    id: 'players.mark',
    route: 'POST /shows/:showId/marks',
    summary:
      'A chapter begins, a break begins or ends: EXT-X-DATERANGE in the playlists, breaks with SCTE 35. Or what a captioner typed: shown in the captions of that language',
    allows: 'show-host',
    params: oneShow,
    body: markBody,
    answer: markAnswer,
    errors: ['show-not-live', 'no-break', 'too-many-requests', 'programme-away'],
  }),
} as const;
