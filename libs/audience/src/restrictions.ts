import { guestError } from '#kernel';
import type { Restriction } from '#protocol';
import type { BanRecord } from './ports/bans-store.js';

export interface Subject {
  personId: string;
  deviceHash: string | null;
}

const concerns = (record: BanRecord, { personId, deviceHash }: Subject): boolean =>
  record.subjectId === personId || (record.deviceHash !== null && record.deviceHash === deviceHash);

const toRestriction = ({ kind, expiresAtMs, reason }: BanRecord): Restriction => ({
  kind,
  untilWallMs: expiresAtMs,
  reason,
});

/** Who is silenced or banned in one show, by person and by device. */
export class Restrictions {
  #records: BanRecord[];

  constructor(records: readonly BanRecord[]) {
    this.#records = [...records];
  }

  add(record: BanRecord): void {
    this.#records.push(record);
  }

  /** Takes out what the test names, and answers it. */
  remove(isMeant: (record: BanRecord) => boolean): BanRecord[] {
    const removed = this.#records.filter(isMeant);
    this.#records = this.#records.filter((record) => !isMeant(record));
    return removed;
  }

  get bans(): readonly BanRecord[] {
    return this.#records.filter((record) => record.kind === 'ban');
  }

  /** The heaviest that holds now: a ban before a time-out, the longest first. */
  find(subject: Subject, nowMs: number): Restriction | undefined {
    this.#forgetPast(nowMs);
    const theirs = this.#records.filter((record) => concerns(record, subject));
    const ban = theirs.find((record) => record.kind === 'ban');
    const [longest] = theirs.sort((a, b) => (b.expiresAtMs ?? 0) - (a.expiresAtMs ?? 0));
    const heaviest = ban ?? longest;
    return heaviest === undefined ? undefined : toRestriction(heaviest);
  }

  isBanned(subject: Subject, nowMs: number): boolean {
    return this.find(subject, nowMs)?.kind === 'ban';
  }

  /** Throws with the time until which the person is silent. */
  needVoice(subject: Subject, nowMs: number): void {
    const restriction = this.find(subject, nowMs);
    if (restriction === undefined) return;
    if (restriction.kind === 'ban')
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
    throw guestError('quieted', 'A moderator has paused your messages for a while.', {
      status: 403,
      retry: true,
      details: { untilWallMs: restriction.untilWallMs, reason: restriction.reason },
    });
  }

  #forgetPast(nowMs: number): void {
    this.#records = this.#records.filter(
      (record) => record.expiresAtMs === null || record.expiresAtMs > nowMs,
    );
  }
}
