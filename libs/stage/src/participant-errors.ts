import { guestError, type ShowError } from '#kernel';
import type { Participant } from './participant.js';

export const notOnStage = (): ShowError =>
  guestError('not-on-stage', 'You are not on the stage.', { status: 409 });

export const participantNotFound = (): ShowError =>
  guestError('participant-not-found', 'That participant is not on the stage any more.', { status: 404 });

/** Throws when as many publish as may. Backstage counts: its audio and video are sent on. The green room takes no place yet. */
export function assertPublisherPlace(
  participants: readonly Participant[],
  newcomer: Participant,
  limit: number,
): void {
  const publishers = participants.filter(
    (each) => each !== newcomer && each.isInStudio && each.tracks.length > 0,
  );
  if (publishers.length < limit) return;
  throw guestError('stage-full', `The stage has ${limit} publishers already. Ask the host for a place.`, {
    status: 409,
    retry: true,
    details: { limit },
  });
}
