import type { Clock, Log } from '#kernel';
import {
  BannedViewers,
  type DirectoryShow,
  type PlaybackDirectory,
  type PlaybackGrant,
  type PlaybackShow,
  PlaybackTokens,
  type Programme,
  type ToFront,
} from '#origin';
import { type PackedShows, type RecordingGrant, RecordingLinks } from '#outputs';
import type { DirectoryFile } from './directory-file.js';
import { SharedRewind } from './shared-rewind.js';
import type { ShowFolders } from './show-folders.js';
import { type LogSource, ShowPlayback, type ShowPlaybackEvents } from './show-playback.js';

export interface ShowDirectoryOptions {
  folders: ShowFolders;
  /** What nodes share of shows on air; nothing for a node that is alone. */
  packs?: PackedShows | undefined;
  file: DirectoryFile;
  /** Where a show's programme writes its log. */
  sourceOf(show: DirectoryShow): LogSource;
  windowSeconds: number;
  clock: Clock;
  log: Log;
  /** Nothing of this programme is played any more. */
  onForgotten(programme: Programme): void;
  onPart(showId: string, part: ShowPlaybackEvents['part']): void;
}

interface KnownShow {
  told: DirectoryShow;
  playback?: ShowPlayback | undefined;
  opening?: Promise<unknown> | undefined;
}

/** So many shows that are over are open at once; the one whose last request is oldest is closed. */
const MOST_KEPT_OPEN = 32;
/** A programme that ends writes its last fragments and says so itself. */
const LAST_ENTRIES_MS = 15_000;

/** The shows as the server told them, with what can be played of each. */
export class ShowDirectory implements PlaybackDirectory {
  readonly banned = new BannedViewers();
  readonly #options: ShowDirectoryOptions;
  readonly #shows = new Map<string, KnownShow>();
  readonly #keptOpen = new Set<string>();
  #playbackSecret: string | undefined;
  #tokens: PlaybackTokens | undefined;
  #reportTokens: PlaybackTokens | undefined;
  /** Named since the last `directory`. */
  #named: Set<string> | undefined;
  #isClosed = false;

  private constructor(options: ShowDirectoryOptions) {
    this.#options = options;
  }

  /** With what the server said before this process started. */
  static async open(options: ShowDirectoryOptions): Promise<ShowDirectory> {
    const directory = new ShowDirectory(options);
    const { playbackSecret, shows } = await options.file.read();
    directory.#trust(playbackSecret);
    for (const show of shows) directory.#set(show);
    return directory;
  }

  find(showId: string): PlaybackShow | undefined {
    const show = this.#shows.get(showId);
    if (!show) return undefined;
    if (show.told.state === 'kept') this.#openKept(show);
    return { isPrivate: show.told.isPrivate, programme: show.playback?.programme, opening: show.opening };
  }

  /** The gate of the node that runs the show, when it is another one. */
  placeOf(showId: string): DirectoryShow['at'] {
    return this.#shows.get(showId)?.told.at;
  }

  /** Sockets of pages of a show that another node runs are held here. */
  holdsSockets(showId: string): boolean {
    return this.#shows.get(showId)?.told.socketsHere === true;
  }

  /** Nothing when the token is not ours, or over, or the server has not sent the secret. */
  read(token: string, nowMs: number): PlaybackGrant | undefined {
    return this.#tokens?.read(token, nowMs);
  }

  /** As `read`, of the token that players report by. */
  readReport(token: string, nowMs: number): PlaybackGrant | undefined {
    return this.#reportTokens?.read(token, nowMs);
  }

  /** Nothing when the token is not ours, or over, or the server has not sent the secret. */
  readRecording(token: string, nowMs: number): RecordingGrant | undefined {
    const secret = this.#playbackSecret;
    return secret === undefined ? undefined : new RecordingLinks(secret).read(token, nowMs);
  }

  /** What the server says, in its order. */
  take(message: ToFront): void {
    if (message.kind === 'directory') {
      this.#trust(message.playbackSecret);
      this.#named = new Set();
      return;
    }
    if (message.kind === 'show') {
      this.#named?.add(message.show.id);
      this.#set(message.show);
    } else {
      for (const id of this.#shows.keys()) if (!this.#named?.has(id)) this.#forget(id);
      this.#named = undefined;
    }
    // In the middle of a whole directory half of it would be kept.
    if (!this.#named) this.#keep();
  }

  *playbacks(): Generator<[string, ShowPlayback]> {
    for (const [id, { playback }] of this.#shows) if (playback) yield [id, playback];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#shows.values()].map(({ opening }) => opening));
    for (const [, playback] of this.playbacks()) await playback.close();
    await this.#options.file.close();
  }

  #trust(secret: string | undefined): void {
    this.#playbackSecret = secret;
    this.#tokens = secret === undefined ? undefined : new PlaybackTokens(secret);
    this.#reportTokens = secret === undefined ? undefined : new PlaybackTokens(secret, 'report');
  }

  #keep(): void {
    const shows = [...this.#shows.values()].map(({ told }) => told);
    this.#options.file.write({ playbackSecret: this.#playbackSecret, shows });
  }

  #set(told: DirectoryShow): void {
    const { id, state } = told;
    if (state === 'gone') {
      this.#forget(id);
      this.#options.folders.delete(id).catch((error) => {
        this.#options.log.error('front.media | cannot be deleted', { showId: id, error });
      });
      return;
    }
    const show = this.#shows.get(id) ?? { told };
    const before = show.told.state;
    show.told = told;
    this.#shows.set(id, show);
    this.banned.set(id, told.bannedMarks);
    if (state === 'on-air') this.#follow(show);
    else if (state === 'kept' && before === 'on-air') this.#endSoon(show);
  }

  #follow(show: KnownShow): void {
    const { id } = show.told;
    this.#keptOpen.delete(id);
    if (show.opening !== undefined) return;
    if (show.playback) show.playback.follow(this.#options.sourceOf(show.told));
    else this.#open(show, 'on-air');
  }

  #openKept(show: KnownShow): void {
    const { id } = show.told;
    if (show.opening !== undefined) return;
    if (show.playback) {
      if (this.#keptOpen.delete(id)) this.#keptOpen.add(id);
      return;
    }
    if (!this.#options.folders.has(id)) return;
    this.#open(show, 'kept');
    this.#keptOpen.add(id);
    for (const oldest of this.#keptOpen) {
      if (this.#keptOpen.size <= MOST_KEPT_OPEN) break;
      this.#keptOpen.delete(oldest);
      this.#closePlayback(oldest);
    }
  }

  #open(show: KnownShow, how: 'on-air' | 'kept'): void {
    const { id } = show.told;
    show.opening = this.#openPlayback(id, how)
      .then((playback) => {
        show.opening = undefined;
        if (this.#isClosed || this.#shows.get(id) !== show) return playback.close();
        show.playback = playback;
        playback.events.on('part', (part) => this.#options.onPart(id, part));
        if (show.told.state === 'on-air') playback.follow(this.#options.sourceOf(show.told));
        return undefined;
      })
      .catch((error) => {
        show.opening = undefined;
        this.#options.log.error('front.show | cannot be opened', { showId: id, error });
      });
  }

  async #openPlayback(showId: string, how: 'on-air' | 'kept'): Promise<ShowPlayback> {
    const { folders, packs, windowSeconds, clock, log } = this.#options;
    const disk = await folders.store(showId);
    const store = packs === undefined ? disk : new SharedRewind(showId, disk, packs);
    // Before anything is listed: a playlist that began later never goes back.
    if (store instanceof SharedRewind && how === 'on-air') await store.look();
    return ShowPlayback.open(
      { showId, folder: folders.folderOf(showId), store, windowSeconds, clock, log },
      how,
    );
  }

  #endSoon(show: KnownShow): void {
    const { playback } = show;
    if (!playback) return;
    const end = () => {
      if (show.told.state === 'kept') playback.end();
    };
    if (playback.isFollowing) this.#options.clock.after(LAST_ENTRIES_MS, end);
    else end();
    this.#keptOpen.add(show.told.id);
  }

  #closePlayback(showId: string): void {
    const show = this.#shows.get(showId);
    const playback = show?.playback;
    if (!show || !playback) return;
    show.playback = undefined;
    if (playback.programme) this.#options.onForgotten(playback.programme);
    playback.close().catch(() => undefined);
  }

  #forget(showId: string): void {
    this.#closePlayback(showId);
    this.#keptOpen.delete(showId);
    this.#shows.delete(showId);
    this.banned.forget(showId);
  }
}
