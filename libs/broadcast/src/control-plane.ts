import type { Clock } from '#kernel';
import { Accounts } from './people/accounts.js';
import { ApiKeysDesk } from './people/api-keys-desk.js';
import { Entrance } from './people/entrance.js';
import { FirstStart } from './people/first-start.js';
import { InvitationsDesk } from './people/invitations-desk.js';
import { SessionsDesk } from './people/sessions-desk.js';
import type { LiveShows } from './ports/live-shows.js';
import type { ControlStores } from './ports/stores.js';
import { ShowBook } from './show-book/show-book.js';
import { StageRemote } from './show-book/stage-remote.js';
import { TicketOffice } from './show-book/ticket-office.js';

export interface ControlPlaneOptions {
  stores: ControlStores;
  live: LiveShows;
  clock: Clock;
  publicUrl: string;
}

/** People, shows and tickets: what REST, signaling and the live side share. */
export interface ControlPlane {
  sessions: SessionsDesk;
  accounts: Accounts;
  invitations: InvitationsDesk;
  apiKeys: ApiKeysDesk;
  tickets: TicketOffice;
  shows: ShowBook;
  stage: StageRemote;
  entrance: Entrance;
  firstStart: FirstStart;
}

export async function createControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { stores, live, clock, publicUrl } = options;
  const sessions = new SessionsDesk(stores.sessions, clock);
  const accounts = new Accounts(stores.people, sessions, clock);
  const invitations = new InvitationsDesk(stores.invitations, clock);
  const tickets = await TicketOffice.create(stores.settings, clock);
  const shows = new ShowBook({ store: stores.shows, live, clock });
  return {
    sessions,
    accounts,
    invitations,
    tickets,
    shows,
    apiKeys: new ApiKeysDesk(stores.apiKeys, clock),
    stage: new StageRemote(live),
    entrance: new Entrance({ accounts, invitations, sessions, shows, tickets }),
    firstStart: new FirstStart({ accounts, invitations, sessions, shows, publicUrl }),
  };
}
