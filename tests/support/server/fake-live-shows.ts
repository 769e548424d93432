import { guestError, type ShowId } from '#kernel';
import type { AudioMix } from '#protocol';
import type { LiveShows, LiveState, LiveTrackSource, PlayerMark, Show } from '#show';

/** The running side, as the control plane sees it: remembers its calls. */
export class FakeLiveShows implements LiveShows {
  readonly told: string[] = [];
  readonly states = new Map<string, LiveState>();
  /** The next start fails with this. */
  failure: Error | undefined;
  audioMix: AudioMix = { sources: [], levelling: false };

  /** A core for each format, of four. */
  priceOf(formats: Show['formats']) {
    return { neededCores: formats?.length ?? 1, freeCores: 1.5, mostCores: 2 };
  }

  async start(show: Show): Promise<void> {
    this.told.push(`start ${show.id}`);
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) throw failure;
    this.states.set(show.id, {
      onAir: true,
      startedAtMs: show.liveAtMs,
      isPlayable: true,
      audienceBehindMs: null,
      participants: [],
    });
  }

  async abandon(showId: ShowId): Promise<void> {
    this.states.delete(showId);
  }

  async end(showId: ShowId): Promise<void> {
    this.told.push(`end ${showId}`);
    this.states.delete(showId);
  }

  async removed(showId: ShowId): Promise<void> {
    this.told.push(`removed ${showId}`);
    this.states.delete(showId);
  }

  changed(show: Show): void {
    this.told.push(`changed ${show.id}`);
  }

  async find(showId: ShowId): Promise<LiveState | undefined> {
    return this.states.get(showId);
  }

  async promote(_showId: ShowId, personId: string): Promise<void> {
    if (personId === 'viewer_missing')
      throw guestError('person-not-found', 'Nobody of that name is here.', { status: 404 });
    this.told.push(`promote ${personId}`);
  }

  async demote(_showId: ShowId, participantId: string): Promise<void> {
    this.told.push(`demote ${participantId}`);
  }

  async mute(_showId: ShowId, participantId: string, source: LiveTrackSource): Promise<void> {
    this.told.push(`mute ${participantId} ${source}`);
  }

  async unmute(_showId: ShowId, participantId: string, source: LiveTrackSource): Promise<void> {
    this.told.push(`unmute ${participantId} ${source}`);
  }

  async remove(_showId: ShowId, participantId: string): Promise<void> {
    this.told.push(`remove ${participantId}`);
  }

  async audioMixOf(): Promise<AudioMix> {
    return this.audioMix;
  }

  async setAudioMix(_showId: ShowId, audioMix: AudioMix): Promise<void> {
    this.audioMix = audioMix;
  }

  async tellPlayers(_showId: ShowId, mark: PlayerMark): Promise<number> {
    this.told.push(`tell ${JSON.stringify(mark)}`);
    return 1_700_000_000_000;
  }
}
