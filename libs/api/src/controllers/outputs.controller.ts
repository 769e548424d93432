import { Controller, Inject } from '@nestjs/common';
import { type OutputRecord, OutputsService } from '#control';
import type { ApiCall } from '../api-call.js';
import { outputOperations as operations } from '../operations/outputs.js';
import { toOutputAnswer } from '../schemas/outputs.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class OutputsController {
  constructor(@Inject(OutputsService) private readonly outputs: OutputsService) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    const { on: isOn, ...wish } = call.body;
    return this.view(await this.outputs.create(call.params.showId, { ...wish, isOn }));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const found = await this.outputs.list(call.params.showId);
    return { items: found.map((output) => this.view(output)) };
  }

  @Serves(operations.find)
  async find(@Call() call: ApiCall<typeof operations.find>) {
    return this.view(await this.outputs.get(call.params.showId, call.params.outputId));
  }

  @Serves(operations.start)
  async start(@Call() call: ApiCall<typeof operations.start>) {
    return this.view(await this.outputs.setOn(call.params.showId, call.params.outputId, true));
  }

  @Serves(operations.stop)
  async stop(@Call() call: ApiCall<typeof operations.stop>) {
    return this.view(await this.outputs.setOn(call.params.showId, call.params.outputId, false));
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.outputs.remove(call.params.showId, call.params.outputId);
    return undefined;
  }

  private view(output: OutputRecord) {
    return toOutputAnswer(output, this.outputs.statusOf(output));
  }
}
