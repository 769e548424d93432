import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as clips from '../schemas/clips.js';
import { oneShow } from './shows.js';

const oneClip = oneShow.extend({ clipId: idSchema });

export const clipOperations = {
  create: defineOperation({
    id: 'clips.create',
    route: 'POST /shows/:showId/clips',
    summary:
      'Make up to three minutes of a recording a clip to share, also while the show is live. Hosts and moderators, ' +
      'and viewers where the show allows it (`recording.viewerClips`)',
    allows: 'show-ticket',
    isIdempotent: true,
    params: oneShow,
    body: clips.clipBody,
    answer: clips.clipAnswer,
    status: 202,
    errors: ['recording-not-found', 'clip-range', 'clips-busy', 'too-many-clips', 'clips-not-allowed'],
  }),
  list: defineOperation({
    id: 'clips.list',
    route: 'GET /shows/:showId/clips',
    summary: 'Clips of the show, the newest first. Viewers see them while they may replay the show',
    allows: 'anybody',
    params: oneShow,
    answer: clips.clipsAnswer,
  }),
  get: defineOperation({
    id: 'clips.get',
    route: 'GET /shows/:showId/clips/:clipId',
    summary: 'A clip, which may still be made',
    allows: 'anybody',
    params: oneClip,
    answer: clips.clipAnswer,
    errors: ['clip-not-found'],
  }),
  remove: defineOperation({
    id: 'clips.delete',
    route: 'DELETE /shows/:showId/clips/:clipId',
    summary: 'Delete a clip with its files',
    allows: 'show-moderator',
    params: oneClip,
    errors: ['clip-not-found'],
  }),
} as const;
