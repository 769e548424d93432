import type { Moderation } from '#audience';
import type { StageCaller } from '#stage';

/** Bans as the stage's moderators and the doors ask for them; the audience's moderation keeps them. */
export class BanBook {
  readonly #moderation: Pick<Moderation, 'ban' | 'unban' | 'listBans' | 'isBanned'>;

  constructor(moderation: Pick<Moderation, 'ban' | 'unban' | 'listBans' | 'isBanned'>) {
    this.#moderation = moderation;
  }

  ban(_showId: string, person: { personId: string }, by: StageCaller): Promise<void> {
    return this.#moderation.ban(by, person.personId);
  }

  unban(_showId: string, personId: string, by: StageCaller): Promise<void> {
    return this.#moderation.unban(by, personId);
  }

  async list(showId: string): Promise<{ personId: string; name: string }[]> {
    const bans = await this.#moderation.listBans(showId);
    return bans.map(({ subjectId, name }) => ({ personId: subjectId, name: name || subjectId }));
  }

  isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean> {
    return this.#moderation.isBanned(showId, person);
  }
}
