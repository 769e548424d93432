import { Controller, Inject } from '@nestjs/common';
import { RetentionService } from '#control';
import type { ApiCall } from '../api-call.js';
import { audienceOperations as operations } from '../operations/audience.js';
import { Call, Serves } from '../serves.js';

@Controller()
export class RetentionController {
  constructor(@Inject(RetentionService) private readonly service: RetentionService) {}

  @Serves(operations.retention)
  days(@Call() _call: ApiCall<typeof operations.retention>) {
    return this.service.days();
  }

  @Serves(operations.setRetention)
  setDays(@Call() call: ApiCall<typeof operations.setRetention>) {
    return this.service.setDays(call.body);
  }

  @Serves(operations.erase)
  async erase(@Call() call: ApiCall<typeof operations.erase>) {
    return { records: await this.service.eraseViewer({ authorId: call.body.personId }) };
  }
}
