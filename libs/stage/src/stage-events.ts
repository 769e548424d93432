import type { ServerEventData } from '#protocol';
import type { Track } from './media/track.js';
import type { Participant } from './participant.js';
import type { SpeakingView } from './speaking.js';

export type LeaveReason = ServerEventData<'stage.left'>['reason'];
export type StageEnd = ServerEventData<'stage.closed'>['reason'];

/** What the rest of the server may want to know. All synchronous, after the fact. */
export interface StageEvents {
  'participant-joined': Participant;
  'participant-left': { participant: Participant; reason: LeaveReason };
  /** Name, role, connection or a track's pause changed. */
  'participant-changed': Participant;
  /** A track in the green room: a decoder may be warmed up, nothing may be shown. */
  'track-prepared': Track;
  /** A track is on the stage: seen and heard by everybody, and by the programme. */
  'track-added': Track;
  'track-removed': Track;
  speaking: SpeakingView;
  /** A media worker under this stage died; its participants rejoin. */
  'worker-died': undefined;
  closed: StageEnd;
}
