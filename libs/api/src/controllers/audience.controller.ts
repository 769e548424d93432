import { Controller, Inject } from '@nestjs/common';
import { AudienceDesk } from '#control';
import type { ApiCall } from '../api-call.js';
import { audienceOperations as operations } from '../operations/audience.js';
import { toAuditAnswer, toBanAnswer, toChatAnswer } from '../schemas/audience.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class AudienceController {
  constructor(@Inject(AudienceDesk) private readonly desk: AudienceDesk) {}

  @Serves(operations.heartbeat)
  async heartbeat(@Call() call: ApiCall<typeof operations.heartbeat>) {
    await this.desk.heartbeat(call, showOf(call), call.body);
    return undefined;
  }

  @Serves(operations.chat)
  async chat(@Call() call: ApiCall<typeof operations.chat>) {
    const { items, next } = await this.desk.chat(showOf(call), call.query.before, call.query.limit);
    return { items: items.map(toChatAnswer), next };
  }

  @Serves(operations.deleteChat)
  async deleteChat(@Call() call: ApiCall<typeof operations.deleteChat>) {
    await this.desk.deleteChat(call.actor, showOf(call), call.params.messageId);
    return undefined;
  }

  @Serves(operations.bans)
  async bans(@Call() call: ApiCall<typeof operations.bans>) {
    return { items: (await this.desk.bans(showOf(call))).map(toBanAnswer) };
  }

  @Serves(operations.ban)
  async ban(@Call() call: ApiCall<typeof operations.ban>) {
    await this.desk.ban(call.actor, showOf(call), call.body.personId, call.body.reason);
    return undefined;
  }

  @Serves(operations.unban)
  async unban(@Call() call: ApiCall<typeof operations.unban>) {
    await this.desk.unban(call.actor, showOf(call), call.params.personId);
    return undefined;
  }

  @Serves(operations.audit)
  async audit(@Call() call: ApiCall<typeof operations.audit>) {
    const { items, next } = await this.desk.audit(showOf(call).id, call.query.before, call.query.limit);
    return { items: items.map(toAuditAnswer), next };
  }

  @Serves(operations.houseAudit)
  async houseAudit(@Call() call: ApiCall<typeof operations.houseAudit>) {
    const { items, next } = await this.desk.audit(undefined, call.query.before, call.query.limit);
    return { items: items.map(toAuditAnswer), next };
  }

  @Serves(operations.export)
  export(@Call() call: ApiCall<typeof operations.export>) {
    return this.desk.export(showOf(call));
  }
}
