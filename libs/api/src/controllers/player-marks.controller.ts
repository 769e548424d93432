import { Controller, Inject } from '@nestjs/common';
import { PlayerMarksService } from '#control';
import type { ApiCall } from '../api-call.js';
import { playerMarkOperations as operations } from '../operations/player-marks.js';
import { toIso } from '../schemas/basics.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class PlayerMarksController {
  constructor(@Inject(PlayerMarksService) private readonly marks: PlayerMarksService) {}

  @Serves(operations.metadata)
  async metadata(@Call() call: ApiCall<typeof operations.metadata>) {
    return { at: toIso(await this.marks.tell(showOf(call), { kind: 'metadata', text: call.body.text })) };
  }

  @Serves(operations.mark)
  async mark(@Call() call: ApiCall<typeof operations.mark>) {
    return { at: toIso(await this.marks.tell(showOf(call), call.body)) };
  }
}
