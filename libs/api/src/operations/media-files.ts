import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as files from '../schemas/media-files.js';
import { fileUpload } from './file-upload.js';
import { oneShow } from './shows.js';

const oneFile = oneShow.extend({ fileId: idSchema });

export const mediaFileOperations = {
  create: defineOperation({
    ...fileUpload.begin,
    id: 'mediaFiles.create',
    route: 'POST /shows/:showId/media-files',
    summary: 'Announce a video or audio file, whose parts follow',
    allows: 'show-host',
    params: oneShow,
  }),
  addPart: defineOperation({
    ...fileUpload.part,
    id: 'mediaFiles.addPart',
    route: 'PUT /shows/:showId/media-files/:fileId/part',
    summary: 'The next part of a file; it is converted once the last one is there',
    allows: 'show-host',
    params: oneFile,
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
