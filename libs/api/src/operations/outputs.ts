import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as outputs from '../schemas/outputs.js';
import { oneShow } from './shows.js';

const oneOutput = oneShow.extend({ outputId: idSchema });

export const outputOperations = {
  create: defineOperation({
    id: 'outputs.create',
    route: 'POST /shows/:showId/outputs',
    summary: 'Send the show on to another platform, by RTMP, RTMPS or SRT',
    allows: 'show-host',
    isIdempotent: true,
    params: oneShow,
    body: outputs.outputBody,
    answer: outputs.outputSchema,
    status: 201,
    errors: ['output-address', 'too-many-outputs'],
  }),
  list: defineOperation({
    id: 'outputs.list',
    route: 'GET /shows/:showId/outputs',
    summary: 'Where the show is sent on to, and how each target fares',
    allows: 'show-host',
    params: oneShow,
    answer: outputs.outputsAnswer,
  }),
  find: defineOperation({
    id: 'outputs.get',
    route: 'GET /shows/:showId/outputs/:outputId',
    summary: 'One target',
    allows: 'show-host',
    params: oneOutput,
    answer: outputs.outputSchema,
    errors: ['output-not-found'],
  }),
  start: defineOperation({
    id: 'outputs.start',
    route: 'POST /shows/:showId/outputs/:outputId/start',
    summary: 'Send to this target, now or as soon as the show is on air',
    allows: 'show-host',
    params: oneOutput,
    answer: outputs.outputSchema,
    errors: ['output-not-found'],
  }),
  stop: defineOperation({
    id: 'outputs.stop',
    route: 'POST /shows/:showId/outputs/:outputId/stop',
    summary: 'Stop sending to this target; its key is kept',
    allows: 'show-host',
    params: oneOutput,
    answer: outputs.outputSchema,
    errors: ['output-not-found'],
  }),
  remove: defineOperation({
    id: 'outputs.delete',
    route: 'DELETE /shows/:showId/outputs/:outputId',
    summary: 'Delete a target and its key',
    allows: 'show-host',
    params: oneOutput,
    errors: ['output-not-found'],
  }),
} as const;
