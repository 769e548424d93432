import type { EventType, OutboxEvent } from '../ports/outbox.js';
import type { Show } from '../ports/shows.js';

const toIso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** What a webhook tells of a show: enough to act on without asking back. */
export const showEvent = (id: string, type: EventType, show: Show, nowMs: number): OutboxEvent => ({
  id,
  type,
  showId: show.id,
  ownerId: show.ownerId,
  payload: {
    show: {
      id: show.id,
      title: show.title,
      state: show.state,
      visibility: show.visibility,
      scheduledAt: toIso(show.scheduledAtMs),
      liveAt: toIso(show.liveAtMs),
      endedAt: toIso(show.endedAtMs),
      failure: show.failure,
    },
  },
  createdAtMs: nowMs,
});
