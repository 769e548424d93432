import type { Clock } from '#kernel';
import type { Mailer } from '../mail/mailer.js';
import type { FollowersStore } from '../ports/followers.js';
import type { Pusher } from '../push/pusher.js';
import type { FollowTokens } from './follow-token.js';

/** What taking followers on and telling them needs alike. */
export interface FollowerParts {
  store: FollowersStore;
  tokens: FollowTokens;
  /** Absent where the site sends no e-mail. */
  mailer: Mailer | undefined;
  pusher: Pusher;
  siteName(): string;
  publicUrl: string;
  clock: Clock;
}
