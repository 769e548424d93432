import { Controller, Inject } from '@nestjs/common';
import { ImageStore } from '#show';
import type { ApiCall } from '../api-call.js';
import { imageOperations as operations } from '../operations/images.js';
import { toImageAnswer } from '../schemas/images.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class ImagesController {
  constructor(@Inject(ImageStore) private readonly images: ImageStore) {}

  @Serves(operations.upload)
  async upload(@Call() call: ApiCall<typeof operations.upload>) {
    const { showId } = call.params;
    return toImageAnswer(showId, await this.images.add(showId, call.body));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const { showId } = call.params;
    const found = await this.images.list(showId);
    return { items: found.map((image) => toImageAnswer(showId, image)) };
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.images.remove(call.params.showId, call.params.pictureId);
    return undefined;
  }
}
