import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as inputs from '../schemas/inputs.js';
import { oneShow } from './shows.js';

const oneInput = oneShow.extend({ inputId: idSchema });

export const inputOperations = {
  create: defineOperation({
    id: 'inputs.create',
    route: 'POST /shows/:showId/inputs',
    summary: 'Where an encoder sends to: WHIP, RTMP and SRT',
    allows: 'show-host',
    isIdempotent: true,
    params: oneShow,
    body: inputs.inputBody,
    answer: inputs.newInputSchema,
    status: 201,
    errors: ['too-many-inputs'],
  }),
  list: defineOperation({
    id: 'inputs.list',
    route: 'GET /shows/:showId/inputs',
    summary: 'The inputs of a show and what they do now',
    allows: 'show-host',
    params: oneShow,
    answer: inputs.inputsAnswer,
  }),
  rotate: defineOperation({
    id: 'inputs.rotate',
    route: 'POST /shows/:showId/inputs/:inputId/rotate',
    summary: 'A new key and a new token; who sends by the old ones is cut',
    allows: 'show-host',
    params: oneInput,
    answer: inputs.newInputSchema,
    errors: ['input-not-found'],
  }),
  place: defineOperation({
    id: 'inputs.place',
    route: 'POST /shows/:showId/inputs/:inputId/place',
    summary: 'Bring an input on the stage, or take it backstage',
    allows: 'show-host',
    params: oneInput,
    body: inputs.inputPlaceBody,
    answer: inputs.inputSchema,
    errors: ['input-not-found', 'stage-full'],
  }),
  remove: defineOperation({
    id: 'inputs.delete',
    route: 'DELETE /shows/:showId/inputs/:inputId',
    summary: 'Delete an input; who sends to it is cut',
    allows: 'show-host',
    params: oneInput,
    errors: ['input-not-found'],
  }),
} as const;
