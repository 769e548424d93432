import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import { captionPage, captionQuery } from '../schemas/recorded-captions.js';
import { jobsSchema, recordingEditBody, recordingSchema, recordingsSchema } from '../schemas/recordings.js';
import { oneShow } from './shows.js';

export const oneRecording = oneShow.extend({ recordingId: idSchema });

const oneJob = oneShow.extend({ jobId: idSchema });

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
  captions: defineOperation({
    id: 'recordings.captions',
    route: 'GET /shows/:showId/recordings/:recordingId/captions',
    summary:
      'Search what was said in a recording that is over. A phrase is found over the ends of captions, each place with ' +
      'the moment of its first word',
    allows: 'anybody',
    params: oneRecording,
    query: captionQuery,
    answer: captionPage,
    errors: ['recording-not-found', 'captions-away'],
  }),
  edit: defineOperation({
    id: 'recordings.edit',
    route: 'PATCH /shows/:showId/recordings/:recordingId',
    summary:
      'Trim the beginning and the end of a recording that is over, and give it chapters. Playlists follow at once, ' +
      'the MP4 and the images are made again. Nothing recorded is lost',
    allows: 'show-host',
    params: oneRecording,
    body: recordingEditBody,
    answer: recordingSchema,
    status: 202,
    errors: ['recording-not-found', 'recording-state', 'trim-range', 'outputs-away'],
  }),
  remove: defineOperation({
    id: 'recordings.delete',
    route: 'DELETE /shows/:showId/recordings/:recordingId',
    summary: 'Delete a recording with all its files',
    allows: 'show-host',
    params: oneRecording,
    errors: ['recording-not-found', 'recording-state'],
  }),
  listJobs: defineOperation({
    id: 'recordings.listJobs',
    route: 'GET /shows/:showId/jobs',
    summary: 'Work on the recordings of the show, the newest first: what waits, runs, is done or failed',
    allows: 'show-moderator',
    params: oneShow,
    answer: jobsSchema,
  }),
  cancelJob: defineOperation({
    id: 'recordings.cancelJob',
    route: 'POST /shows/:showId/jobs/:jobId/cancel',
    summary: 'Cancel a job that waits or runs',
    allows: 'show-host',
    params: oneJob,
    errors: ['job-not-found'],
  }),
  retryJob: defineOperation({
    id: 'recordings.retryJob',
    route: 'POST /shows/:showId/jobs/:jobId/retry',
    summary: 'Do a job again that failed or was cancelled',
    allows: 'show-host',
    params: oneJob,
    errors: ['job-not-found'],
  }),
} as const;
