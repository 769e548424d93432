import { z } from 'zod';
import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import { nodeList, nodeSchema } from '../schemas/nodes.js';

export const nodeOperations = {
  list: defineOperation({
    id: 'nodes.list',
    route: 'GET /nodes',
    summary: 'The nodes of the cluster and the shows that each has open; none where there is one node only',
    allows: 'site-owner',
    answer: nodeList,
  }),
  drain: defineOperation({
    id: 'nodes.drain',
    route: 'POST /nodes/:nodeId/drain',
    summary: 'The node gives its shows to others without a cut and takes no more until it starts again',
    allows: 'site-owner',
    params: z.strictObject({ nodeId: idSchema }),
    answer: nodeSchema,
    status: 202,
    errors: ['node-not-found'],
  }),
} as const;
