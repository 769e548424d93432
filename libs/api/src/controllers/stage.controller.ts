import { Controller, Inject } from '@nestjs/common';
import { StageControl } from '#control';
import type { ApiCall } from '../api-call.js';
import { showOperations as operations } from '../operations/shows.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class StageController {
  constructor(@Inject(StageControl) private readonly stage: StageControl) {}

  @Serves(operations.promote)
  async promote(@Call() call: ApiCall<typeof operations.promote>) {
    await this.stage.promote(showOf(call), call.body.personId);
    return undefined;
  }

  @Serves(operations.demote)
  async demote(@Call() call: ApiCall<typeof operations.demote>) {
    await this.stage.demote(call.actor, showOf(call), call.params.participantId);
    return undefined;
  }

  @Serves(operations.mute)
  async mute(@Call() call: ApiCall<typeof operations.mute>) {
    await this.stage.mute(call.actor, showOf(call), call.params.participantId, call.body.source);
    return undefined;
  }

  @Serves(operations.unmute)
  async unmute(@Call() call: ApiCall<typeof operations.unmute>) {
    await this.stage.unmute(call.actor, showOf(call), call.params.participantId, call.body.source);
    return undefined;
  }

  @Serves(operations.removeFromStage)
  async remove(@Call() call: ApiCall<typeof operations.removeFromStage>) {
    await this.stage.remove(call.actor, showOf(call), call.params.participantId);
    return undefined;
  }
}
