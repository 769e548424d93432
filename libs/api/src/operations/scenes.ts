import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as scenes from '../schemas/scenes.js';
import { oneShow } from './shows.js';

const oneScene = oneShow.extend({ sceneId: idSchema });
const oneItem = oneShow.extend({ mediaId: idSchema });

export const sceneOperations = {
  create: defineOperation({
    id: 'scenes.create',
    route: 'POST /shows/:showId/scenes',
    summary: 'Keep a layout and overlays under a name',
    allows: 'show-host',
    isIdempotent: true,
    params: oneShow,
    body: scenes.newSceneBody,
    answer: scenes.sceneSchema,
    status: 201,
    errors: ['too-many-scenes'],
  }),
  list: defineOperation({
    id: 'scenes.list',
    route: 'GET /shows/:showId/scenes',
    summary: 'The scenes of a show, in their order',
    allows: 'show-host',
    params: oneShow,
    answer: scenes.scenesAnswer,
  }),
  change: defineOperation({
    id: 'scenes.update',
    route: 'PATCH /shows/:showId/scenes/:sceneId',
    summary: 'Rename a scene, move it in the list, or keep another content',
    allows: 'show-host',
    params: oneScene,
    body: scenes.scenePatchBody,
    answer: scenes.sceneSchema,
    errors: ['scene-not-found'],
  }),
  remove: defineOperation({
    id: 'scenes.delete',
    route: 'DELETE /shows/:showId/scenes/:sceneId',
    summary: 'Delete a scene; the programme stays as it is',
    allows: 'show-host',
    params: oneScene,
    errors: ['scene-not-found'],
  }),
} as const;

export const mediaOperations = {
  create: defineOperation({
    id: 'media.create',
    route: 'POST /shows/:showId/media',
    summary: 'Uploaded images as one image or as slides, to be shown in the programme',
    allows: 'show-host',
    isIdempotent: true,
    params: oneShow,
    body: scenes.newMediaBody,
    answer: scenes.mediaSchema,
    status: 201,
    errors: ['picture-not-found', 'too-many-media'],
  }),
  list: defineOperation({
    id: 'media.list',
    route: 'GET /shows/:showId/media',
    summary: 'Images and slides of a show',
    allows: 'show-host',
    params: oneShow,
    answer: scenes.mediaAnswer,
  }),
  remove: defineOperation({
    id: 'media.delete',
    route: 'DELETE /shows/:showId/media/:mediaId',
    summary: 'Delete an image or slides, and their files',
    allows: 'show-host',
    params: oneItem,
    errors: ['media-not-found'],
  }),
} as const;
