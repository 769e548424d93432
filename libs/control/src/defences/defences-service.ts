import { type Actor, describeActor } from '#access';
import type { Audience, SiteBanRecord } from '#audience';
import { guestError } from '#kernel';
import type {
  AudienceRules,
  ChatDefences,
  HeldDecision,
  HeldMessage,
  RequestData,
  SiteWords,
} from '#protocol';
import type { Show } from '#show';
import { memberOf } from '../member-of.js';

export interface ChatRules extends AudienceRules {
  blockedWords: string[];
  defences: ChatDefences;
}

/** How the chat of one show, and of all of them, is kept in order: rules, what waits, the lists of the site. */
export class DefencesService {
  readonly #audience: Audience;

  constructor(audience: Audience) {
    this.#audience = audience;
  }

  async rules({ id: showId }: Show): Promise<ChatRules> {
    return { ...(await this.#audience.rules(showId)), ...(await this.#audience.words({ showId })) };
  }

  async setRules(actor: Actor, show: Show, change: RequestData<'audience.set-rules'>): Promise<ChatRules> {
    await this.#audience.setRules(memberOf(actor, show), change);
    return this.rules(show);
  }

  held(show: Show): Promise<HeldMessage[]> {
    return this.#audience.moderation.listHeld(show.id);
  }

  decide(actor: Actor, show: Show, messageId: string, decision: HeldDecision): Promise<void> {
    return this.#audience.decide(memberOf(actor, show), { messageId, decision });
  }

  async siteWords(): Promise<SiteWords> {
    await this.#audience.site.ready();
    return this.#audience.site.words;
  }

  async setSiteWords(words: SiteWords): Promise<SiteWords> {
    await this.#audience.site.setWords(words);
    return words;
  }

  async siteBans(): Promise<readonly SiteBanRecord[]> {
    await this.#audience.site.ready();
    return this.#audience.site.bans;
  }

  /** Of a person of this show: in all shows, and the device too. */
  async banFromSite(
    actor: Actor,
    show: Show,
    { personId, reason }: { personId: string; reason: string },
  ): Promise<SiteBanRecord> {
    const known = await this.#audience.moderation.describe(memberOf(actor, show), personId);
    const { actorId, actorName } = describeActor(actor);
    await this.#audience.site.ready();
    return this.#audience.site.ban({
      ...known,
      subjectId: personId,
      reason,
      byId: actorId,
      byName: actorName,
    });
  }

  async liftSiteBan(id: string): Promise<void> {
    if (!(await this.#audience.site.unban(id)))
      throw guestError('ban-not-found', 'This ban was lifted already.', { status: 404 });
  }
}
