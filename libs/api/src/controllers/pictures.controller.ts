import { Controller, Inject } from '@nestjs/common';
import { Pictures } from '#show';
import type { ApiCall } from '../api-call.js';
import { pictureOperations as operations } from '../operations/pictures.js';
import { toPictureAnswer } from '../schemas/pictures.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class PicturesController {
  constructor(@Inject(Pictures) private readonly pictures: Pictures) {}

  @Serves(operations.upload)
  async upload(@Call() call: ApiCall<typeof operations.upload>) {
    const { showId } = call.params;
    return toPictureAnswer(showId, await this.pictures.add(showId, call.body));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    const { showId } = call.params;
    const found = await this.pictures.list(showId);
    return { items: found.map((picture) => toPictureAnswer(showId, picture)) };
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.pictures.remove(call.params.showId, call.params.pictureId);
    return undefined;
  }
}
