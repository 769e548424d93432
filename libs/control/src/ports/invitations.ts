import type { Page, PageRequest } from '#show';

/** `owner` and site `host` make accounts; the others open one show and need none. */
export const INVITATION_ROLES = ['owner', 'host', 'co-host', 'moderator', 'guest', 'viewer'] as const;
export type InvitationRole = (typeof INVITATION_ROLES)[number];

export interface Invitation {
  id: string;
  role: InvitationRole;
  showId: string | null;
  /** Fills the name field of the person who opens it. */
  name: string | null;
  /** The account that wrote it, or the subject of the ticket that did. */
  createdById: string | null;
  createdBySubject: string | null;
  maxUses: number | null;
  uses: number;
  createdAtMs: number;
  expiresAtMs: number;
  revokedAtMs: number | null;
}

export interface InvitationFilter {
  showId?: string;
}

export interface InvitationsStore {
  create(invitation: Invitation & { tokenHash: string }): Promise<void>;
  find(id: string): Promise<Invitation | undefined>;
  findByHash(tokenHash: string): Promise<Invitation | undefined>;
  /** Counts one use, atomically; false when it is expired, revoked or used up. */
  use(id: string, nowMs: number): Promise<boolean>;
  list(filter: InvitationFilter, page: PageRequest): Promise<Page<Invitation>>;
  revoke(id: string, nowMs: number): Promise<boolean>;
  /** Ends every open owner link: only the newest printed one works. */
  revokeOwnerLinks(nowMs: number): Promise<void>;
}
