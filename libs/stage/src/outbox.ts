import type { ServerEvent } from '#protocol';

/** How the stage speaks to pages. The gateway fits; nothing waits for delivery. */
export interface StageOutbox {
  /** One tab: the session that holds the place on the stage. */
  toTab(showId: string, personId: string, tabId: string, event: ServerEvent): void;
  /** Every tab of the person. */
  toPerson(showId: string, personId: string, event: ServerEvent): void;
  toModerators(showId: string, event: ServerEvent): void;
  /** From now on the gateway takes this person's requests for this role's, and tells the page. */
  changeRole(showId: string, personId: string, role: ServerEventRole): void;
  /** Tells the page why and closes its socket. Without a tab: all of the person's. */
  endSession(showId: string, personId: string, tabId: string | null, reason: SessionEnd): void;
}

type RoleChanged = Extract<ServerEvent, { name: 'session.role-changed' }>;
type SessionEnded = Extract<ServerEvent, { name: 'session.ended' }>;
export type ServerEventRole = RoleChanged['data']['role'];
export type SessionEnd = SessionEnded['data']['reason'];
