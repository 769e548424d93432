import type { ShowRole } from '#access';
import type { ShowId } from '#kernel';
import type { AudioMix, ShowFormat } from '#protocol';
import type { Show } from './shows.js';

export type LiveTrackSource = 'camera' | 'microphone' | 'screen' | 'screen-sound';

export interface LiveParticipant {
  participantId: string;
  /** The ticket's subject. */
  personId: string;
  name: string;
  role: ShowRole;
  connected: boolean;
  tracks: { source: LiveTrackSource; paused: boolean; mutedByHost: boolean }[];
}

export interface LiveState {
  onAir: boolean;
  startedAtMs: number | null;
  /** There is something to fetch at its address. */
  isPlayable: boolean;
  /** How far the audience is behind live, as players report it. Null while nobody has. */
  audienceBehindMs: { median: number; p95: number } | null;
  participants: LiveParticipant[];
}

/** In cores of this machine. */
export interface ProgrammePrice {
  /** What a show with these formats takes with a few guests. */
  neededCores: number;
  /** What is left beside the shows on air. */
  freeCores: number;
  /** What all shows together may take. */
  mostCores: number;
  /** What a standby takes of another node while it stands by; it keeps what the show takes free there. Alone: nothing. */
  standbyCores?: number | undefined;
}

/** What players that are not ours may get, beside scenes and polls, which they get anyway. */
export type PlayerMark =
  /** Text of an application, in the media. */
  | { kind: 'metadata'; text: string }
  | { kind: 'chapter'; title: string }
  /** A break begins, such as for advertisements; `seconds`: as long as it is planned to be. */
  | { kind: 'break'; seconds?: number | undefined }
  | { kind: 'break-end' }
  /** What a human captioner typed, in the captions of that language. */
  | { kind: 'caption'; language: string; text: string; speaker?: string | undefined };

/** The running side of shows: stage, compositor and packager, wherever they live. REST calls it, nothing else. */
export interface LiveShows {
  /** What a show with these formats would take, and what is free. Null: those of the site. */
  priceOf(formats: readonly ShowFormat[] | null): ProgrammePrice;
  /** Resolves when the first segment can be played; at once when the show is on air. Its state is stored after that. */
  start(show: Show): Promise<void>;
  /** A start that failed, or must not be stored as live: nothing is left running. Idempotent. */
  abandon(showId: ShowId, reason: string): Promise<void>;
  /** The show's state is `ended` already. Idempotent. */
  end(showId: ShowId): Promise<void>;
  /** The show is deleted: it is closed, and its media go. */
  removed(showId: ShowId): Promise<void>;
  /** What is kept of it changed; it may be open or not. */
  changed(show: Show): void;
  find(showId: ShowId): Promise<LiveState | undefined>;
  /** Asks a viewer up; the viewer still has to say yes. Throws `person-not-found`. */
  promote(showId: ShowId, personId: string): Promise<void>;
  /** Back among the viewers. Throws `participant-not-found`, as the next three do. */
  demote(showId: ShowId, participantId: string): Promise<void>;
  mute(showId: ShowId, participantId: string, source: LiveTrackSource): Promise<void>;
  unmute(showId: ShowId, participantId: string, source: LiveTrackSource): Promise<void>;
  remove(showId: ShowId, participantId: string): Promise<void>;
  /** Answers when that is, on the programme's clock. Throws `show-not-live`, `too-many-requests`, `no-break` and `programme-away`. */
  tellPlayers(showId: ShowId, mark: PlayerMark): Promise<number>;
  /** Of each source of the programme. Throws `person-not-found` where nobody is at the show, as the next one does. */
  audioMixOf(showId: ShowId): Promise<AudioMix>;
  setAudioMix(showId: ShowId, audioMix: AudioMix): Promise<void>;
}
