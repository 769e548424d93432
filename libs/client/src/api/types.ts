/** What the HTTP API answers, as far as pages read it. Times are RFC 3339. */
export type ShowState = 'draft' | 'scheduled' | 'backstage' | 'live' | 'ended' | 'failed';
export type Visibility = 'public' | 'unlisted' | 'private';

export interface Show {
  id: string;
  ownerId: string;
  title: string;
  description: string;
  posterUrl: string | null;
  scheduledAt: string | null;
  visibility: Visibility;
  state: ShowState;
  failure: string | null;
  version: number;
  createdAt: string;
  liveAt: string | null;
  endedAt: string | null;
  /** Of a private show the asker's own, and it expires. */
  playbackUrl: string | null;
}

export interface Person {
  id: string;
  name: string;
  email: string | null;
  role: 'owner' | 'host';
  hasPassword: boolean;
  createdAt: string;
}

export interface Who {
  person: Person | null;
  csrfToken: string | null;
}

export interface Ticket {
  ticket: string;
  showId: string;
  role: string;
  subject: string;
  name: string;
  expiresAt: string;
  /** Of a private show the viewer's own, and it expires. */
  playbackUrl: string | null;
}

export interface Invitation {
  id: string;
  role: string;
  showId: string | null;
  name: string | null;
  maxUses: number | null;
  uses: number;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
}

export interface InvitationLook {
  role: string;
  name: string | null;
  show: { id: string; title: string } | null;
}

export interface ApiKey {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface Webhook {
  id: string;
  url: string;
  events: string[];
  active: boolean;
  createdAt: string;
}

export interface Delivery {
  id: string;
  eventType: string;
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: string;
}

export interface LiveState {
  state: ShowState;
  onAir: boolean;
  playbackUrl: string | null;
  viewers: { current: number; peak: number; unknown: number };
  audienceBehindMs: { median: number; p95: number } | null;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}
