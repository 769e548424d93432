import { Controller, Inject } from '@nestjs/common';
import { ScenesService } from '#control';
import type { ApiCall } from '../api-call.js';
import { sceneOperations as operations } from '../operations/scenes.js';
import { toSceneAnswer } from '../schemas/scenes.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class ScenesController {
  constructor(@Inject(ScenesService) private readonly scenes: ScenesService) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    return toSceneAnswer(await this.scenes.create(call.params.showId, call.body));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    return { items: (await this.scenes.list(call.params.showId)).map(toSceneAnswer) };
  }

  @Serves(operations.change)
  async change(@Call() call: ApiCall<typeof operations.change>) {
    const { showId, sceneId } = call.params;
    return toSceneAnswer(await this.scenes.change(showId, sceneId, call.body));
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.scenes.remove(call.params.showId, call.params.sceneId);
    return undefined;
  }
}
