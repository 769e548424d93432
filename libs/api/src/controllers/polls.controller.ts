import { Controller, Inject } from '@nestjs/common';
import { PollsService } from '#control';
import type { ApiCall } from '../api-call.js';
import { pollOperations as operations } from '../operations/polls.js';
import { toPollAnswer } from '../schemas/polls.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class PollsController {
  constructor(@Inject(PollsService) private readonly polls: PollsService) {}

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    return { items: (await this.polls.list(showOf(call))).map(toPollAnswer) };
  }

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    return toPollAnswer(await this.polls.create(call.actor, showOf(call), call.body));
  }

  @Serves(operations.close)
  async close(@Call() call: ApiCall<typeof operations.close>) {
    return toPollAnswer(await this.polls.close(call.actor, showOf(call), call.params.pollId));
  }

  @Serves(operations.reveal)
  async reveal(@Call() call: ApiCall<typeof operations.reveal>) {
    const { pollId } = call.params;
    return { inMs: Math.round(await this.polls.reveal(call.actor, showOf(call), { pollId, ...call.body })) };
  }
}
