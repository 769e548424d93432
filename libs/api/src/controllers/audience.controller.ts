import { Controller, Inject } from '@nestjs/common';
import { AudienceService } from '#control';
import type { ApiCall } from '../api-call.js';
import { audienceOperations as operations } from '../operations/audience.js';
import { RecordingAccess } from '../recording-access.js';
import {
  type AuditQuery,
  toAuditAnswer,
  toBanAnswer,
  toChatAnswer,
  toReplayedAnswer,
} from '../schemas/audience.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class AudienceController {
  constructor(
    @Inject(AudienceService) private readonly service: AudienceService,
    @Inject(RecordingAccess) private readonly access: RecordingAccess,
  ) {}

  @Serves(operations.heartbeat)
  async heartbeat(@Call() call: ApiCall<typeof operations.heartbeat>) {
    await this.service.heartbeat(call, showOf(call), call.body);
    return undefined;
  }

  @Serves(operations.chat)
  async chat(@Call() call: ApiCall<typeof operations.chat>) {
    const { items, next } = await this.service.chat(showOf(call), call.query.before, call.query.limit);
    return { items: items.map(toChatAnswer), next };
  }

  @Serves(operations.replay)
  async replay(@Call() call: ApiCall<typeof operations.replay>) {
    const show = showOf(call);
    const { from, to, limit } = call.query;
    // While a show is on, its chat is read by its people alone.
    if (show.state !== 'ended' || !this.access.maySee(call.actor, show)) return { items: [] };
    const items = await this.service.replay(show, Date.parse(from), Date.parse(to), limit);
    return { items: items.map(toReplayedAnswer) };
  }

  @Serves(operations.deleteChat)
  async deleteChat(@Call() call: ApiCall<typeof operations.deleteChat>) {
    await this.service.deleteChat(call.actor, showOf(call), call.params.messageId);
    return undefined;
  }

  @Serves(operations.bans)
  async bans(@Call() call: ApiCall<typeof operations.bans>) {
    return { items: (await this.service.bans(showOf(call))).map(toBanAnswer) };
  }

  @Serves(operations.ban)
  async ban(@Call() call: ApiCall<typeof operations.ban>) {
    await this.service.ban(call.actor, showOf(call), call.body.personId, call.body.reason);
    return undefined;
  }

  @Serves(operations.unban)
  async unban(@Call() call: ApiCall<typeof operations.unban>) {
    await this.service.unban(call.actor, showOf(call), call.params.personId);
    return undefined;
  }

  @Serves(operations.audit)
  async audit(@Call() call: ApiCall<typeof operations.audit>) {
    return this.#audit(call.query, { showId: showOf(call).id });
  }

  @Serves(operations.siteAudit)
  async siteAudit(@Call() call: ApiCall<typeof operations.siteAudit>) {
    return this.#audit(call.query, {});
  }

  @Serves(operations.export)
  export(@Call() call: ApiCall<typeof operations.export>) {
    return this.service.export(showOf(call));
  }

  async #audit({ before, limit, action, actor }: AuditQuery, of: { showId?: string }) {
    const filter = {
      ...of,
      ...(action === undefined ? {} : { actions: action.split(',') }),
      ...(actor === undefined ? {} : { actorName: actor }),
    };
    const { items, next } = await this.service.audit(filter, before, limit);
    return { items: items.map(toAuditAnswer), next };
  }
}
