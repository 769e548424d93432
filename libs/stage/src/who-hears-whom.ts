import type { WireTrackSource } from '#protocol';
import type { PrivateTalks } from './private-talks.js';

/** What the rule needs to know of a participant. */
export interface Seated {
  participantId: string;
  isOnStage: boolean;
  /** On the stage or backstage: admitted, as against the green room. */
  isInStudio: boolean;
  isHost: boolean;
  /** Of talkback: who alone hears the microphone. */
  talksTo: string | null;
  /** Of a private call: who alone hears the microphone; without a partner nobody does. */
  call: { partnerId: string | null } | null;
}

const AUDIO: readonly WireTrackSource[] = ['microphone', 'screen-sound'];

/**
 * Everybody in the studio sees everybody in it and hears the stage. Voices from backstage reach the hosts and the
 * others backstage: guests on the stage are not disturbed by them. A vetting talk is private to the two, and talkback is
 * heard by its listener alone: the moderator's voice leaves the stage for as long, the moderator's video stays. A private
 * call is the same for both, and reaches the green room.
 */
export function mayReceive(
  listener: Seated,
  speaker: Seated,
  source: WireTrackSource,
  talks: PrivateTalks,
): boolean {
  if (listener.participantId === speaker.participantId) return false;
  if (source === 'microphone' && speaker.call !== null)
    return speaker.call.partnerId === listener.participantId;
  const hearer = source === 'microphone' ? speaker.talksTo : null;
  if (hearer !== null) return hearer === listener.participantId;
  if (source === 'camera' && speaker.call?.partnerId === listener.participantId) return true;
  if (!speaker.isInStudio) return talks.vetting.get(speaker.participantId) === listener.participantId;
  if (!listener.isInStudio) return talks.vetting.get(listener.participantId) === speaker.participantId;
  if (!speaker.isOnStage && listener.isOnStage && !listener.isHost && AUDIO.includes(source)) return false;
  return source !== 'microphone' || !talks.isPrivate(speaker);
}

/** The programme hears the stage, and no private talk. */
export function mayBeBroadcast(
  speaker: Pick<Seated, 'participantId' | 'isOnStage' | 'talksTo' | 'call'>,
  source: WireTrackSource,
  talks: PrivateTalks,
): boolean {
  return speaker.isOnStage && (source !== 'microphone' || !talks.isPrivate(speaker));
}
