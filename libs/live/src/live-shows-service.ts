import { guestError, type ShowId } from '#kernel';
import type { AudioMix } from '#protocol';
import type {
  LiveParticipant,
  LiveShows,
  LiveState,
  LiveTrackSource,
  PlayerMark,
  ProgrammePrice,
  Show,
} from '#show';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';
import { tellPlayers } from './tell-players.js';

/** What a back end may ask of a running show's people. The stage's services fit. */
export interface StageCommands {
  promote(showId: string, personId: string): Promise<void>;
  demote(showId: string, participantId: string): Promise<void>;
  setMuted(showId: string, participantId: string, source: LiveTrackSource, muted: boolean): Promise<void>;
  remove(showId: string, participantId: string): Promise<void>;
}

/** Where a show is played and what is made of it. */
export interface ShowFollowers {
  changed(show: Show): void;
  remove(showId: string): void;
}

type AudienceBehindMs = (showId: string) => LiveState['audienceBehindMs'];

export interface LiveShowsServiceOptions {
  shows: OpenShows;
  playback: ShowFollowers;
  commands: StageCommands;
  audienceBehindMs: AudienceBehindMs;
  priceOf: (formats: Show['formats']) => ProgrammePrice;
}

/** The running side of the shows of this process, as the control plane sees it. */
export class LiveShowsService implements LiveShows {
  readonly #shows: OpenShows;
  readonly #playback: ShowFollowers;
  readonly #commands: StageCommands;
  readonly #audienceBehindMs: AudienceBehindMs;
  readonly priceOf: LiveShowsServiceOptions['priceOf'];

  constructor({ shows, playback, commands, audienceBehindMs, priceOf }: LiveShowsServiceOptions) {
    this.priceOf = priceOf;
    this.#audienceBehindMs = audienceBehindMs;
    this.#shows = shows;
    this.#playback = playback;
    this.#commands = commands;
  }

  async start(show: Show): Promise<void> {
    const open = await this.#shows.open(show.id);
    open.setBookends(show.brand);
    await open.goLive();
  }

  async abandon(showId: ShowId, reason: string): Promise<void> {
    await this.#shows.find(showId)?.abandon(reason);
  }

  async end(showId: ShowId): Promise<void> {
    await this.#shows.find(showId)?.end();
  }

  async removed(showId: ShowId): Promise<void> {
    await this.#shows.remove(showId);
    this.#playback.remove(showId);
  }

  changed(show: Show): void {
    this.#playback.changed(show);
    const open = this.#shows.find(show.id);
    if (open === undefined) return;
    open.follow(show.state);
    open.setPrivate(show.visibility === 'private');
    open.keepLayout(show.layout);
    open.setBookends(show.brand);
    open.stage.limitPublishers(show.limits.maxOnStage);
  }

  async find(showId: ShowId): Promise<LiveState | undefined> {
    const open = this.#shows.find(showId);
    return open === undefined ? undefined : stateOf(open, this.#audienceBehindMs(showId));
  }

  async tellPlayers(showId: ShowId, mark: PlayerMark): Promise<number> {
    return tellPlayers(this.#getOpen(showId), mark);
  }

  async audioMixOf(showId: ShowId): Promise<AudioMix> {
    return this.#getOpen(showId).view.audioMix;
  }

  async setAudioMix(showId: ShowId, audioMix: AudioMix): Promise<void> {
    this.#getOpen(showId).setAudioMix(audioMix);
  }

  promote(showId: ShowId, personId: string): Promise<void> {
    this.#getOpen(showId);
    return this.#commands.promote(showId, personId);
  }

  demote(showId: ShowId, participantId: string): Promise<void> {
    this.#getParticipant(showId, participantId);
    return this.#commands.demote(showId, participantId);
  }

  mute(showId: ShowId, participantId: string, source: LiveTrackSource): Promise<void> {
    this.#getParticipant(showId, participantId);
    return this.#commands.setMuted(showId, participantId, source, true);
  }

  unmute(showId: ShowId, participantId: string, source: LiveTrackSource): Promise<void> {
    this.#getParticipant(showId, participantId);
    return this.#commands.setMuted(showId, participantId, source, false);
  }

  remove(showId: ShowId, participantId: string): Promise<void> {
    this.#getParticipant(showId, participantId);
    return this.#commands.remove(showId, participantId);
  }

  #getOpen(showId: ShowId): OpenShow {
    const open = this.#shows.find(showId);
    if (open !== undefined) return open;
    throw guestError('person-not-found', 'Nobody is at this show now.', { status: 404 });
  }

  #getParticipant(showId: ShowId, participantId: string): void {
    if (this.#shows.find(showId)?.stage.find(participantId) !== undefined) return;
    throw guestError('participant-not-found', 'Nobody of that id is on the stage.', { status: 404 });
  }
}

function stateOf(
  { view, stage, isPlayable }: OpenShow,
  audienceBehindMs: LiveState['audienceBehindMs'],
): LiveState {
  const participants = stage.participants.map((participant): LiveParticipant => {
    const { participantId, personId, name, role, connected, tracks } = participant.view;
    return { participantId, personId, name, role, connected, tracks };
  });
  return {
    onAir: view.state === 'live',
    startedAtMs: view.liveSinceWallMs,
    isPlayable,
    audienceBehindMs,
    participants,
  };
}
