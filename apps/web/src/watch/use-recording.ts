import { useCallback } from 'react';
import type { Recording, Show } from '#client';
import { api } from '../ui/api.js';
import { findTicket } from '../ui/tickets.js';
import { useEvery } from '../ui/use-every.js';
import { useLoaded } from '../ui/use-loaded.js';

/** It is made moments after the end; its link is renewed long before it expires. */
const SOON_MS = 3_000;
const RENEWED_EVERY_MS = 15 * 60_000;
/** Its images are made after it, or never: they are looked for until so long after the end. */
const IMAGES_EVERY_MS = 10_000;
const IMAGES_WITHIN_MS = 15 * 60_000;
const EVERY_MS = { recording: SOON_MS, images: IMAGES_EVERY_MS, nothing: RENEWED_EVERY_MS } as const;
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
  const isFresh = show?.endedAt ? api.nowMs() - Date.parse(show.endedAt) < IMAGES_WITHIN_MS : false;
  const hasImages = recording?.thumbnailsUrl !== null;
  const missing =
    isComing && recording === undefined ? 'recording' : !hasImages && isFresh ? 'images' : 'nothing';
  useEvery(isOver ? EVERY_MS[missing] : null, reload);
  return { recording, isKnown: value !== undefined || error !== undefined };
}
