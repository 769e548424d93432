import { useCallback } from 'react';
import type { Recording, Show } from '#client';
import { api } from '../ui/api.js';
import { findTicket } from '../ui/tickets.js';
import { useEvery } from '../ui/use-every.js';
import { useLoaded } from '../ui/use-loaded.js';

/** It is made moments after the end; its link is renewed long before it expires. */
const SOON_MS = 3_000;
const RENEWED_EVERY_MS = 15 * 60_000;
/** Each format has a recording of its own: the page replays this one. */
const MAIN_FORMAT = 'main';

/** The recording of a show that is over, in its main format. `isKnown`: the answer is here, whether there is one or not. */
export function useRecording(
  showId: string,
  show: Show | undefined,
): { recording: Recording | undefined; isKnown: boolean } {
  const isOver = show?.state === 'ended';
  const load = useCallback(
    async () => (isOver ? api.recordings(showId, findTicket(showId)?.ticket) : undefined),
    [showId, isOver],
  );
  const { value, error, reload } = useLoaded(load, `${showId} ${isOver}`);
  const ofMain = value?.items.filter(({ format }) => format === MAIN_FORMAT) ?? [];
  const recording = ofMain.find(({ hlsUrl }) => hlsUrl !== null);
  const isComing = ofMain.some(({ hlsUrl }) => hlsUrl === null);
  const everyMs = isComing && recording === undefined ? SOON_MS : RENEWED_EVERY_MS;
  useEvery(isOver ? everyMs : null, reload);
  return { recording, isKnown: value !== undefined || error !== undefined };
}
