import type { ShowLanguage } from '#protocol';

/** Of a browser, by which only it can read what it is sent (RFC 8291). */
export interface PushKeys {
  p256dh: string;
  auth: string;
}

/** A person who wants to hear when shows begin: those of one host, or all of this site. */
export interface Follower {
  id: string;
  /** The host's id, or `site`. */
  of: string;
  /** An e-mail address, or where the browser's push service takes messages for it. */
  address: string;
  /** Null: by e-mail. */
  push: PushKeys | null;
  language: ShowLanguage;
}

export interface AnnouncementTimes {
  nowMs: number;
  leaseUntilMs: number;
  /** Older ones are forgotten: the show began too long ago. */
  notBeforeMs: number;
}

export interface FollowersStore {
  /**
   * Keeps the wish, if it is new. Answers the follower when a confirmation should be sent: not to one who has
   * confirmed, nor when one was sent after `askedBeforeMs`.
   */
  ask(wish: Follower, nowMs: number, askedBeforeMs: number): Promise<Follower | undefined>;
  /** A browser is confirmed at once. Returns the stored row: one that was there before keeps its id. */
  subscribe(wish: Follower, nowMs: number): Promise<Follower>;
  find(id: string): Promise<(Follower & { isConfirmed: boolean }) | undefined>;
  /** False where there is no such follower. */
  confirm(id: string, nowMs: number): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Deletes wishes that were never confirmed. */
  removeUnconfirmed(beforeMs: number): Promise<void>;
  /** Confirmed ones of these, each address once, in the order of addresses. */
  list(of: readonly string[], afterAddress: string, limit: number): Promise<Follower[]>;

  /** A show has begun: its followers are to be told, once for each show. */
  announce(showId: string, nowMs: number): Promise<void>;
  /** Takes an announcement that is not done and has no valid lease, until `leaseUntilMs`. */
  claim(times: AnnouncementTimes): Promise<{ showId: string; afterAddress: string } | undefined>;
  /** All addresses up to this one have been told; the lease is renewed. */
  progress(showId: string, afterAddress: string, leaseUntilMs: number): Promise<void>;
  done(showId: string): Promise<void>;
}
