import { Controller, Inject } from '@nestjs/common';
import type { AudienceFigures } from '#show';
import type { ApiCall } from '../api-call.js';
import { FIGURES } from '../figures.js';
import { qualityOperations as operations } from '../operations/quality.js';
import { toQualityAnswer } from '../schemas/quality.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class QualityController {
  constructor(@Inject(FIGURES) private readonly figures: AudienceFigures) {}

  @Serves(operations.quality)
  async quality(@Call() call: ApiCall<typeof operations.quality>) {
    return toQualityAnswer(await this.figures.quality(showOf(call).id));
  }
}
