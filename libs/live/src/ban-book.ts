import type { Moderation } from '#audience';

/** Bans as the stage's moderators and the doors ask for them; the audience's moderation keeps them. */
export class BanBook {
  readonly #moderation: Pick<Moderation, 'ban' | 'unban' | 'listBans' | 'isBanned'>;

  constructor(moderation: Pick<Moderation, 'ban' | 'unban' | 'listBans' | 'isBanned'>) {
    this.#moderation = moderation;
  }

  ban(showId: string, person: { personId: string }, byPersonId: string): Promise<void> {
    return this.#moderation.ban(moderator(showId, byPersonId), person.personId);
  }

  unban(showId: string, personId: string): Promise<void> {
    return this.#moderation.unban(moderator(showId, 'stage'), personId);
  }

  async list(showId: string): Promise<{ personId: string; name: string }[]> {
    const bans = await this.#moderation.listBans(showId);
    return bans.map(({ subjectId, name }) => ({ personId: subjectId, name: name || subjectId }));
  }

  isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean> {
    return this.#moderation.isBanned(showId, person);
  }
}

/** The wire has checked the role before the stage asks. */
const moderator = (showId: string, personId: string) => ({
  showId,
  personId,
  name: '',
  role: 'co-host' as const,
});
