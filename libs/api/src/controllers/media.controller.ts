import { Controller, Inject } from '@nestjs/common';
import { MediaService } from '#control';
import type { ApiCall } from '../api-call.js';
import { mediaOperations as operations } from '../operations/scenes.js';
import { toMediaAnswer } from '../schemas/scenes.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class MediaController {
  constructor(@Inject(MediaService) private readonly media: MediaService) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    return toMediaAnswer(await this.media.create(call.params.showId, call.body));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    return { items: (await this.media.list(call.params.showId)).map(toMediaAnswer) };
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.media.remove(call.params.showId, call.params.mediaId);
    return undefined;
  }
}
