import type { Moderation } from '#audience';
import type { StageCaller } from '#stage';

/** Bans in the shape of the ports of stage and ticket check; the audience's moderation stores them. */
export class StageBans {
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
