import type { BanRecord, BansStore } from '#audience';
import { type Clock, newId } from '#kernel';

/** Who may not come in, as the stage's moderators and the doors ask for it. */
export class BanBook {
  readonly #store: BansStore;
  readonly #clock: Clock;

  constructor(store: BansStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async ban(
    showId: string,
    person: { personId: string; name: string; deviceHash?: string | null },
    byPersonId: string,
  ): Promise<void> {
    await this.#store.add({
      id: newId('ban'),
      showId,
      kind: 'ban',
      subjectId: person.personId,
      deviceHash: person.deviceHash ?? null,
      name: person.name,
      reason: '',
      byId: byPersonId,
      byName: '',
      createdAtMs: this.#clock.wallMs(),
      expiresAtMs: null,
    });
  }

  async unban(showId: string, personId: string): Promise<void> {
    const nowMs = this.#clock.wallMs();
    const theirs = (await this.#bans(showId)).filter(({ subjectId }) => subjectId === personId);
    for (const { id } of theirs) await this.#store.lift(showId, id, nowMs);
  }

  async list(showId: string): Promise<{ personId: string; name: string }[]> {
    return (await this.#bans(showId)).map(({ subjectId, name }) => ({ personId: subjectId, name }));
  }

  async isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean> {
    const bans = await this.#bans(showId);
    return bans.some(
      ({ subjectId, deviceHash }) =>
        subjectId === person.subject || (deviceHash !== null && deviceHash === person.deviceHash),
    );
  }

  async #bans(showId: string): Promise<BanRecord[]> {
    const active = await this.#store.active(showId, this.#clock.wallMs());
    return active.filter(({ kind }) => kind === 'ban');
  }
}
