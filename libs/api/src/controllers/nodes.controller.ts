import { Controller, Inject } from '@nestjs/common';
import { guestError } from '#kernel';
import type { ApiCall } from '../api-call.js';
import { NODES, type Nodes } from '../nodes.js';
import { nodeOperations as operations } from '../operations/nodes.js';
import { toNodeAnswer } from '../schemas/nodes.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class NodesController {
  constructor(@Inject(NODES) private readonly nodes: Nodes) {}

  @Serves(operations.list)
  async list() {
    return { items: (await this.nodes.list()).map(toNodeAnswer) };
  }

  @Serves(operations.drain)
  async drain(@Call() call: ApiCall<typeof operations.drain>) {
    const node = await this.nodes.askToDrain(call.params.nodeId);
    if (node !== undefined) return toNodeAnswer(node);
    throw guestError('node-not-found', 'There is no such node. It may have started again since.', {
      status: 404,
    });
  }
}
