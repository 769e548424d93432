import type { WireTrackSource } from '#protocol';

/** What the rule needs to know of a participant. */
export interface Seated {
  participantId: string;
  isOnStage: boolean;
}

/** Private talks: candidate to moderator, by participant id. */
export type VettingTalks = ReadonlyMap<string, string>;

export function isVetting(talks: VettingTalks, participantId: string): boolean {
  return [...talks.values()].includes(participantId);
}

/**
 * Who is on the stage hears and sees who is on the stage. A vetting talk is private to the two: the moderator's
 * voice leaves the stage for as long, the moderator's video stays.
 */
export function mayReceive(
  listener: Seated,
  speaker: Seated,
  source: WireTrackSource,
  talks: VettingTalks,
): boolean {
  if (listener.participantId === speaker.participantId) return false;
  if (!speaker.isOnStage) return talks.get(speaker.participantId) === listener.participantId;
  if (!listener.isOnStage) return talks.get(listener.participantId) === speaker.participantId;
  return source !== 'microphone' || !isVetting(talks, speaker.participantId);
}

/** The programme hears the stage, and no private talk. */
export function mayBeBroadcast(speaker: Seated, source: WireTrackSource, talks: VettingTalks): boolean {
  return speaker.isOnStage && (source !== 'microphone' || !isVetting(talks, speaker.participantId));
}
