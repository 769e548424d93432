import { z } from 'zod';
import type { ClusterNode } from '../nodes.js';
import { answer, idSchema } from './basics.js';

export const nodeSchema = answer(
  'Node',
  z.object({
    id: idSchema.describe('Of this start of the node'),
    name: z.string(),
    address: z.string().describe('Where the other nodes reach it'),
    version: z.string(),
    shows: z.int().nonnegative().describe('Shows that it has open. A drained node with none may be stopped'),
    takesShows: z.boolean(),
    drainAsked: z.boolean().describe('It must give its shows away until it starts again'),
    silentMs: z
      .int()
      .nonnegative()
      .describe('How long ago it last wrote: more than some seconds if it has ended'),
  }),
);
export const nodeList = answer('NodeList', z.object({ items: z.array(nodeSchema) }));

export const toNodeAnswer = ({ host, port, silentMs, ...node }: ClusterNode) => ({
  ...node,
  address: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
  silentMs: Math.max(0, Math.round(silentMs)),
});
