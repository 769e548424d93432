import { Controller, Inject } from '@nestjs/common';
import { DefencesService } from '#control';
import type { ApiCall } from '../api-call.js';
import { chatDefenceOperations as operations } from '../operations/chat-defences.js';
import { toBanFields } from '../schemas/audience.js';
import { toHeldAnswer } from '../schemas/chat-defences.js';
import { Call, Serves } from '../serves.js';
import { showOf } from '../show-of.js';

@Controller()
export class ChatDefencesController {
  constructor(@Inject(DefencesService) private readonly service: DefencesService) {}

  @Serves(operations.rules)
  rules(@Call() call: ApiCall<typeof operations.rules>) {
    return this.service.rules(showOf(call));
  }

  @Serves(operations.setRules)
  setRules(@Call() call: ApiCall<typeof operations.setRules>) {
    return this.service.setRules(call.actor, showOf(call), call.body);
  }

  @Serves(operations.held)
  async held(@Call() call: ApiCall<typeof operations.held>) {
    return { items: (await this.service.held(showOf(call))).map(toHeldAnswer) };
  }

  @Serves(operations.decide)
  async decide(@Call() call: ApiCall<typeof operations.decide>) {
    await this.service.decide(call.actor, showOf(call), call.params.messageId, call.body.decision);
    return undefined;
  }

  @Serves(operations.siteWords)
  siteWords(@Call() _call: ApiCall<typeof operations.siteWords>) {
    return this.service.siteWords();
  }

  @Serves(operations.setSiteWords)
  setSiteWords(@Call() call: ApiCall<typeof operations.setSiteWords>) {
    return this.service.setSiteWords(call.body);
  }

  @Serves(operations.siteBans)
  async siteBans(@Call() _call: ApiCall<typeof operations.siteBans>) {
    return { items: (await this.service.siteBans()).map(toBanFields) };
  }

  @Serves(operations.banFromSite)
  async banFromSite(@Call() call: ApiCall<typeof operations.banFromSite>) {
    const { personId, reason = '' } = call.body;
    return toBanFields(await this.service.banFromSite(call.actor, showOf(call), { personId, reason }));
  }

  @Serves(operations.liftSiteBan)
  async liftSiteBan(@Call() call: ApiCall<typeof operations.liftSiteBan>) {
    await this.service.liftSiteBan(call.params.banId);
    return undefined;
  }
}
