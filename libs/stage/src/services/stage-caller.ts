import type { ShowRole } from '#access';
import type { Role } from '#protocol';
import type { SocketOfPage } from '../stage-hubs.js';

/** Who asks. The gateway's caller fits. */
export interface StageCaller {
  readonly showId: string;
  readonly personId: string;
  readonly tabId: string;
  readonly name: string;
  readonly role: Role;
  /** Of an account, which is above every role. */
  readonly rank?: ShowRole;
  /** Of the page that asks. */
  readonly socket?: SocketOfPage;
}
