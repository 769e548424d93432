import { Controller, Inject } from '@nestjs/common';
import { StageControl } from '#control';
import type { ApiCall } from '../api-call.js';
import { audioMixOperations as operations } from '../operations/audio-mix.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class AudioMixController {
  constructor(@Inject(StageControl) private readonly stage: StageControl) {}

  @Serves(operations.get)
  get(@Call() call: ApiCall<typeof operations.get>) {
    return this.stage.audioMixOf(showOf(call));
  }

  @Serves(operations.set)
  async set(@Call() call: ApiCall<typeof operations.set>) {
    await this.stage.setAudioMix(showOf(call), call.body);
    return this.stage.audioMixOf(showOf(call));
  }
}
