import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as files from '../schemas/media-files.js';
import { oneShow } from './shows.js';

const oneFile = oneShow.extend({ fileId: idSchema });

export const mediaFileOperations = {
  create: defineOperation({
    id: 'mediaFiles.create',
    route: 'POST /shows/:showId/media-files',
    summary: 'Announce a video or audio file, whose parts follow',
    allows: 'show-host',
    isIdempotent: true,
    params: oneShow,
    body: files.newMediaFileBody,
    answer: files.mediaFileSchema,
    status: 201,
    errors: ['media-file-too-large', 'too-many-media'],
  }),
  addPart: defineOperation({
    id: 'mediaFiles.addPart',
    route: 'PUT /shows/:showId/media-files/:fileId/part',
    summary: 'The next part of a file; it is converted once the last one is there',
    allows: 'show-host',
    params: oneFile,
    query: files.partQuery,
    body: files.partBody,
    bodyTypes: [files.PART_TYPE],
    answer: files.mediaFileSchema,
    errors: ['media-not-found', 'media-part-misplaced', 'unsupported-type'],
  }),
  list: defineOperation({
    id: 'mediaFiles.list',
    route: 'GET /shows/:showId/media-files',
    summary: 'Video and audio files of a show, and how far each is',
    allows: 'show-host',
    params: oneShow,
    answer: files.mediaFilesAnswer,
  }),
  remove: defineOperation({
    id: 'mediaFiles.delete',
    route: 'DELETE /shows/:showId/media-files/:fileId',
    summary: 'Delete a video or audio file',
    allows: 'show-host',
    params: oneFile,
    errors: ['media-not-found'],
  }),
} as const;
