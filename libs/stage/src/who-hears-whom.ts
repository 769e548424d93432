import type { WireTrackSource } from '#protocol';

/** What the rule needs to know of a participant. */
export interface Seated {
  participantId: string;
  isOnStage: boolean;
  /** On the stage or backstage: admitted, as against the green room. */
  isInStudio: boolean;
  isHost: boolean;
}

/** Private talks: candidate to moderator, by participant id. */
export type VettingTalks = ReadonlyMap<string, string>;

export function isVetting(talks: VettingTalks, participantId: string): boolean {
  return [...talks.values()].includes(participantId);
}

const AUDIO: readonly WireTrackSource[] = ['microphone', 'screen-sound'];

/**
 * Everybody in the studio sees everybody in it and hears the stage. Voices from backstage reach the hosts and the
 * others backstage: guests on the stage are not disturbed by them. A vetting talk is private to the two: the moderator's
 * voice leaves the stage for as long, the moderator's video stays.
 */
export function mayReceive(
  listener: Seated,
  speaker: Seated,
  source: WireTrackSource,
  talks: VettingTalks,
): boolean {
  if (listener.participantId === speaker.participantId) return false;
  if (!speaker.isInStudio) return talks.get(speaker.participantId) === listener.participantId;
  if (!listener.isInStudio) return talks.get(listener.participantId) === speaker.participantId;
  if (!speaker.isOnStage && listener.isOnStage && !listener.isHost && AUDIO.includes(source)) return false;
  return source !== 'microphone' || !isVetting(talks, speaker.participantId);
}

/** The programme hears the stage, and no private talk. */
export function mayBeBroadcast(
  speaker: Pick<Seated, 'participantId' | 'isOnStage'>,
  source: WireTrackSource,
  talks: VettingTalks,
): boolean {
  return speaker.isOnStage && (source !== 'microphone' || !isVetting(talks, speaker.participantId));
}
