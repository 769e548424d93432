import { Controller, Inject } from '@nestjs/common';
import { MediaFileStore } from '#show';
import type { ApiCall } from '../api-call.js';
import { mediaFileOperations as operations } from '../operations/media-files.js';
import { toMediaFileAnswer } from '../schemas/media-files.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class MediaFilesController {
  constructor(@Inject(MediaFileStore) private readonly files: MediaFileStore) {}

  @Serves(operations.create)
  async create(@Call() call: ApiCall<typeof operations.create>) {
    return toMediaFileAnswer(await this.files.create(call.params.showId, call.body));
  }

  @Serves(operations.addPart)
  async addPart(@Call() call: ApiCall<typeof operations.addPart>) {
    const { showId, fileId } = call.params;
    return toMediaFileAnswer(await this.files.addPart(showId, fileId, call.query.from, call.body));
  }

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    return { items: (await this.files.list(call.params.showId)).map(toMediaFileAnswer) };
  }

  @Serves(operations.remove)
  async remove(@Call() call: ApiCall<typeof operations.remove>) {
    await this.files.remove(call.params.showId, call.params.fileId);
    return undefined;
  }
}
