import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '#control';
import type { ApiCall } from '../api-call.js';
import { peopleOperations as operations } from '../operations/people.js';
import { printPage, readPage } from '../page-token.js';
import { toPersonAnswer } from '../schemas/people.js';
import { Call, Serves } from '../serves.js';
import { accountOrThrow } from '../signed-in-person.js';

@Controller()
export class PeopleController {
  constructor(@Inject(Accounts) private readonly accounts: Accounts) {}

  @Serves(operations.list)
  async list(@Call() call: ApiCall<typeof operations.list>) {
    return printPage(await this.accounts.list(readPage(call.query)), toPersonAnswer);
  }

  @Serves(operations.get)
  async get(@Call() call: ApiCall<typeof operations.get>) {
    return toPersonAnswer(await this.accounts.get(call.params.personId));
  }

  @Serves(operations.setRole)
  async setRole(@Call() call: ApiCall<typeof operations.setRole>) {
    const { personId } = accountOrThrow(call.actor);
    return toPersonAnswer(await this.accounts.setRole(personId, call.params.personId, call.body.role));
  }

  @Serves(operations.erase)
  async erase(@Call() call: ApiCall<typeof operations.erase>) {
    await this.accounts.erase(accountOrThrow(call.actor).personId, call.params.personId);
    return undefined;
  }
}
