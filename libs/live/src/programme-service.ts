import { guestError, type Log } from '#kernel';
import type { AudioMix, Layout, Overlays, ProgrammeView, RequestData, Slate } from '#protocol';
import type { PlaybackPass } from '#show';
import type { Caller, ProgrammePort } from '#signaling';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';
import { tellPlayers } from './tell-players.js';
import { viewFor } from './view-for.js';

/** The owner of the stored states: the move comes first, the running side follows. */
export interface ShowMoves {
  goLive(showId: string): Promise<unknown>;
  end(showId: string): Promise<unknown>;
}

/** What hosts press in the studio. */
export class ProgrammeService implements ProgrammePort {
  readonly #shows: OpenShows;
  readonly #moves: ShowMoves;
  readonly #playback: PlaybackPass;
  readonly #log: Log;

  constructor(shows: OpenShows, moves: ShowMoves, playback: PlaybackPass, log: Log) {
    this.#shows = shows;
    this.#moves = moves;
    this.#playback = playback;
    this.#log = log;
  }

  async setLayout(caller: Caller, layout: Layout): Promise<void> {
    this.#get(caller).setLayout(layout);
  }

  async setOverlays(caller: Caller, overlays: Overlays): Promise<void> {
    this.#get(caller).setOverlays(overlays);
  }

  async setScene(caller: Caller, scene: RequestData<'programme.set-scene'>): Promise<void> {
    this.#get(caller).setScene(scene);
  }

  async setAudioMix(caller: Caller, audioMix: AudioMix): Promise<void> {
    this.#get(caller).setAudioMix(audioMix);
  }

  async controlClip(caller: Caller, order: RequestData<'programme.control-clip'>): Promise<void> {
    this.#get(caller).controlClip(order);
  }

  async caption(caller: Caller, caption: RequestData<'programme.caption'>): Promise<void> {
    tellPlayers(this.#get(caller), { kind: 'caption', ...caption });
  }

  async setSlate(caller: Caller, slate: Slate): Promise<void> {
    this.#get(caller).setSlate(slate);
  }

  async goLive(caller: Caller): Promise<ProgrammeView> {
    await this.#moves.goLive(caller.showId);
    return this.get(caller);
  }

  /** Only this node has the start of a show that it runs. */
  async cancelStart(caller: Caller): Promise<ProgrammeView> {
    await this.#get(caller).cancelStart();
    return this.get(caller);
  }

  async end(caller: Caller, outro: boolean): Promise<ProgrammeView> {
    const isPlayed = outro && this.#get(caller).playOutro(() => void this.#endAfterOutro(caller));
    if (!isPlayed) await this.#end(caller);
    return this.get(caller);
  }

  async #end(caller: Caller): Promise<void> {
    await this.#moves.end(caller.showId);
    await this.#shows.find(caller.showId)?.end();
  }

  /** No request waits for this: a show that could not be ended stays on air until a host ends it. */
  #endAfterOutro(caller: Caller): Promise<void> {
    return this.#end(caller).catch((error) => {
      this.#log.warn('live.outro | the show could not be ended', { showId: caller.showId, error });
    });
  }

  get(caller: Caller): Promise<ProgrammeView> {
    return viewFor(this.#get(caller), caller, this.#playback);
  }

  #get({ showId }: Caller): OpenShow {
    const show = this.#shows.find(showId);
    if (show !== undefined) return show;
    throw guestError('show-not-found', 'This show is not open.', { status: 404 });
  }
}
