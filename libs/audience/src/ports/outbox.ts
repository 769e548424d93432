import type { ServerEvent } from '#protocol';

/** Sends to connected people. One event to a show is written down once, however many read it. */
export interface AudienceOutbox {
  /** How many are connected to a show here. */
  count(showId: string): number;
  /** A person who is connected. */
  findPresent?(showId: string, personId: string): object | undefined;
  toShow(showId: string, event: ServerEvent): void;
  toModerators(showId: string, event: ServerEvent): void;
  toPerson(showId: string, personId: string, event: ServerEvent): void;
  /** Closes every connection of a person to a show, after telling why. */
  endSession(showId: string, personId: string, tabId: null, reason: 'banned'): void;
}
