import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import { recordingsSchema } from '../schemas/recordings.js';
import { oneShow } from './shows.js';

export const oneRecording = oneShow.extend({ recordingId: idSchema });

export const recordingOperations = {
  list: defineOperation({
    id: 'recordings.list',
    route: 'GET /shows/:showId/recordings',
    summary:
      'Recordings of the show, the newest first. Viewers see those that they may replay, the show’s people all',
    allows: 'anybody',
    params: oneShow,
    answer: recordingsSchema,
  }),
  remove: defineOperation({
    id: 'recordings.delete',
    route: 'DELETE /shows/:showId/recordings/:recordingId',
    summary: 'Delete a recording with all its files',
    allows: 'show-host',
    params: oneRecording,
    errors: ['recording-not-found', 'recording-state'],
  }),
} as const;
