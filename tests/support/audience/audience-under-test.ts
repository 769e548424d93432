import { Audience, type Classifier } from '#audience';
import type { Database } from '#data';
import { silentLog, systemClock } from '#kernel';
import type { Role, ServerEvent, ServerEventData, ServerEventName } from '#protocol';
import { makeShow } from '../data/make-show.js';
import { waitFor } from '../kernel/wait-for.js';

export interface Told {
  to: string;
  event: ServerEvent;
}

/** An audience over a real database; what it says to pages is kept. */
export class AudienceUnderTest {
  readonly audience: Audience;
  readonly told: Told[] = [];
  readonly showId: string;

  static async create(database: Database, classify?: Classifier['classify']): Promise<AudienceUnderTest> {
    return new AudienceUnderTest(database, await makeShow(database), classify);
  }

  /** Another process for the same show, after a restart. */
  static async again(database: Database, showId: string): Promise<AudienceUnderTest> {
    return new AudienceUnderTest(database, showId);
  }

  private constructor(database: Database, showId: string, classify?: Classifier['classify']) {
    this.showId = showId;
    const tell = (to: string) => (_showId: string, event: ServerEvent) => void this.told.push({ to, event });
    this.audience = new Audience({
      stores: database.repositories,
      outbox: {
        count: () => 0,
        toShow: tell('show'),
        toModerators: tell('moderators'),
        toPerson: (_showId, personId, event) => void this.told.push({ to: personId, event }),
        endSession: (_showId, personId, _tabId, reason) =>
          void this.told.push({ to: personId, event: { name: 'session.ended', data: { reason } } }),
      },
      classifier: classify === undefined ? undefined : { classify },
      ranks: { roleOf: async () => 'viewer' },
      clock: systemClock,
      log: silentLog,
    });
  }

  member(personId: string, role: Role = 'viewer') {
    return { showId: this.showId, personId, tabId: 't', name: personId, role };
  }

  /** The data of every event of that name so far. */
  events<Name extends ServerEventName>(name: Name): ServerEventData<Name>[] {
    return this.told
      .filter((told) => told.event.name === name)
      .map((told) => told.event.data as ServerEventData<Name>);
  }

  async heard(name: ServerEvent['name'], count = 1): Promise<void> {
    await waitFor(`${count} of ${name}`, 20_000, () => this.events(name).length >= count);
  }
}
