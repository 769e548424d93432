/** What webhooks tell. The list is part of the API. */
export const EVENT_TYPES = [
  'show.created',
  'show.updated',
  'show.scheduled',
  'show.backstage',
  'show.live',
  'show.ended',
  'show.failed',
  'show.deleted',
  'participant.joined',
  'participant.left',
  'person.banned',
  /** A target that a show is sent on to got it, lost it or was refused. */
  'output.changed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
/** Sent to one webhook on demand, whatever its events are. */
export const TEST_EVENT = 'webhook.test';
/** Types of all that is sent. */
export type SentType = EventType | typeof TEST_EVENT;

/** A fact to be told, written in the transaction that makes it true. */
export interface OutboxEvent {
  id: string;
  type: SentType;
  showId: string | null;
  ownerId: string;
  payload: Record<string, unknown>;
  createdAtMs: number;
}
