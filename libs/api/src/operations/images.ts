import { IMAGE_TYPES } from '#show';
import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as images from '../schemas/images.js';
import { oneShow } from './shows.js';

export const imageOperations = {
  upload: defineOperation({
    id: 'pictures.upload',
    route: 'POST /shows/:showId/pictures',
    summary: 'A poster, a logo or a background: the file itself, at most 2 MiB and 4096 pixels a side',
    allows: 'show-host',
    params: oneShow,
    body: images.imageBody,
    bodyTypes: IMAGE_TYPES,
    answer: images.newImageSchema,
    status: 201,
    errors: ['picture-unreadable', 'picture-too-large', 'too-many-pictures', 'unsupported-type'],
  }),
  list: defineOperation({
    id: 'pictures.list',
    route: 'GET /shows/:showId/pictures',
    summary: 'The images of a show',
    allows: 'show-host',
    params: oneShow,
    answer: images.imagesAnswer,
  }),
  remove: defineOperation({
    id: 'pictures.remove',
    route: 'DELETE /shows/:showId/pictures/:pictureId',
    summary: 'Remove an image',
    allows: 'show-host',
    params: oneShow.extend({ pictureId: idSchema }),
    errors: ['picture-not-found'],
  }),
} as const;
