import { Controller, Inject } from '@nestjs/common';
import { ApiKeysService } from '#control';
import type { ApiCall } from '../api-call.js';
import { peopleOperations as operations } from '../operations/people.js';
import { printPage, readPage } from '../page-token.js';
import { toApiKeyAnswer } from '../schemas/people.js';
import { Call, Serves } from '../serves.js';
import { signedInPerson } from '../signed-in-person.js';

@Controller()
export class ApiKeysController {
  constructor(@Inject(ApiKeysService) private readonly keys: ApiKeysService) {}

  @Serves(operations.makeApiKey)
  async make(@Call() call: ApiCall<typeof operations.makeApiKey>) {
    const { key, secret } = await this.keys.make(signedInPerson(call.actor).personId, call.body.name);
    return { ...toApiKeyAnswer(key), secret };
  }

  @Serves(operations.listApiKeys)
  async list(@Call() call: ApiCall<typeof operations.listApiKeys>) {
    const { personId, role } = signedInPerson(call.actor);
    return printPage(await this.keys.list(personId, role, readPage(call.query)), toApiKeyAnswer);
  }

  @Serves(operations.revokeApiKey)
  async revoke(@Call() call: ApiCall<typeof operations.revokeApiKey>) {
    const { personId, role } = signedInPerson(call.actor);
    await this.keys.revoke(call.params.keyId, personId, role);
    return undefined;
  }
}
