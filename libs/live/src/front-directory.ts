import { isDeepStrictEqual } from 'node:util';
import { type Clock, type Log, type Span, TypedEvents } from '#kernel';
import type { DirectoryShow, FrontConnection, FrontReport, QualityGroupsJson, ShowReport } from '#origin';
import type { Show, ShowsStore } from '#show';
import type { ShowElsewhere } from './cluster-shows.js';
import { listLiveShows } from './list-live-shows.js';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';

export interface FrontDirectoryOptions {
  /** Connects to the front. What is set at once is part of the first directory. */
  connect(): FrontConnection;
  shows: OpenShows;
  store: Pick<ShowsStore, 'find' | 'list'>;
  /** Whose playback tokens of a show count no more. */
  bannedMarksOf(showId: string): Promise<string[]>;
  /** The same, as it is stored now: of a show that another node runs, whose bans this process does not hear of. */
  storedMarksOf(showId: string): Promise<string[]>;
  /** Whether sockets for shows of that node are held here. */
  holdsSocketsOf?: ((at: ShowElsewhere['at']) => boolean) | undefined;
  /** How long a show that has ended can still be played. */
  keepEndedMs: number;
  clock: Clock;
  log: Log;
}

export interface FrontDirectoryEvents {
  /** Players that fetched playlists lately. */
  readers: { showId: string; readers: readonly string[] };
  /** Rewinding stopped because the disk is full or broken, or works again. */
  rewind: { showId: string; state: 'stopped' | 'working' };
  /** What parts of a show took from their last frame to being fetchable. */
  parts: { showId: string; behindMs: readonly number[] };
  /** What players said of their viewers since the last time. */
  quality: { showId: string; groups: QualityGroupsJson };
  /** For traces. */
  spans: readonly Span[];
}

/** Tells the front which shows there are and who may play them, and knows what the front says of their players. */
export class FrontDirectory {
  readonly events = new TypedEvents<FrontDirectoryEvents>();
  readonly #options: FrontDirectoryOptions;
  readonly #front: FrontConnection;
  readonly #marks = new Map<string, string[]>();
  readonly #reports = new Map<string, ShowReport>();
  readonly #cancels = new Map<string, () => void>();
  /** Shows that other nodes run. */
  readonly #elsewhere = new Set<string>();
  #counts: Omit<FrontReport, 'kind' | 'shows'> | undefined;

  /** Shows that were on air when the process before this one ended are in the first directory: they play on. */
  static async open(options: FrontDirectoryOptions): Promise<FrontDirectory> {
    const live = await listLiveShows(options.store);
    const known = await Promise.all(
      live.map(async (show) => ({ show, bannedMarks: await options.bannedMarksOf(show.id) })),
    );
    const directory = new FrontDirectory(options, options.connect());
    for (const { show, bannedMarks } of known) {
      directory.#marks.set(show.id, bannedMarks);
      directory.#set(show.id, show.visibility === 'private', 'on-air');
    }
    return directory;
  }

  private constructor(options: FrontDirectoryOptions, front: FrontConnection) {
    this.#options = options;
    this.#front = front;
    options.shows.events.on('opened', (show) => this.#follow(show));
    options.shows.events.on('forgotten', ({ showId }) => this.remove(showId));
    front.events.on('hello', ({ showIds }) => void this.#review(showIds));
    front.events.on('readers', (told) => this.events.emit('readers', told));
    front.events.on('spans', (spans) => this.events.emit('spans', spans));
    front.events.on('report', (report) => this.#hear(report));
  }

  /** What the front counts beside its shows; nothing before its first report. */
  get counts(): Omit<FrontReport, 'kind' | 'shows'> | undefined {
    return this.#counts;
  }

  /** How far players are behind live; nothing while none has reported. */
  audienceBehindMs(showId: string): { median: number; p95: number } | null {
    const latency = this.#reports.get(showId)?.latency;
    return latency === undefined ? null : { median: latency.p50Ms, p95: latency.p95Ms };
  }

  /** The gate of the node that runs the show, when it is known to be another one. */
  placeOf(showId: string): ShowElsewhere['at'] | undefined {
    return this.#elsewhere.has(showId) ? this.#front.find(showId)?.at : undefined;
  }

  /** That players of this show have reported here. */
  stalls(showId: string): number {
    return this.#reports.get(showId)?.stalls ?? 0;
  }

  /** Before a show can be played, and after each ban and each pardon. */
  async learnBans(showId: string): Promise<void> {
    this.#marks.set(showId, await this.#options.bannedMarksOf(showId));
    const known = this.#front.find(showId);
    if (known !== undefined) this.#set(showId, known.isPrivate, known.state);
  }

  /** What is stored of a show has changed; it may be open or not. */
  changed(record: Pick<Show, 'id' | 'visibility'>): void {
    const known = this.#front.find(record.id);
    const isPrivate = record.visibility === 'private';
    if (known !== undefined && known.isPrivate !== isPrivate) this.#set(record.id, isPrivate, known.state);
  }

  /** A programme here goes on with it, though the show is not open yet. */
  setHere(showId: string): void {
    const known = this.#front.find(showId);
    if (known !== undefined) this.#set(showId, known.isPrivate, 'on-air');
  }

  /** Another node runs it. */
  async setElsewhere({ show, at }: ShowElsewhere): Promise<void> {
    this.#marks.set(show.id, await this.#options.storedMarksOf(show.id));
    if (this.#options.shows.find(show.id) !== undefined) return;
    this.#elsewhere.add(show.id);
    const state = elsewhereState(show);
    this.#front.set({
      id: show.id,
      isPrivate: show.visibility === 'private',
      state,
      bannedMarks: this.#marks.get(show.id) ?? [],
      at,
      socketsHere: this.#holdsSocketsOf(at),
    });
  }

  /** Sockets for shows of that node are held here from now on, or no longer. */
  socketsMoved(at: ShowElsewhere['at']): void {
    for (const showId of this.#elsewhere) {
      const known = this.#front.find(showId);
      if (known?.at?.host === at.host && known.at.port === at.port)
        this.#front.set({ ...known, socketsHere: this.#holdsSocketsOf(at) });
    }
  }

  /** Another node has stored a ban or a pardon, of one of these shows or of any. */
  async lookAtBans(showIds?: readonly string[]): Promise<void> {
    for (const showId of showIds ?? this.#elsewhere)
      if (this.#elsewhere.has(showId)) await this.#lookAtBansOf(showId);
  }

  /** No other node runs it any more: what is kept of it says what can be played. */
  async endElsewhere(showId: string): Promise<void> {
    this.#elsewhere.delete(showId);
    const known = this.#front.find(showId);
    if (known?.at === undefined || this.#options.shows.find(showId) !== undefined) return;
    const { at: _, socketsHere: __, ...here } = known;
    this.#front.set(here);
    await this.#keepOrRemove(showId);
  }

  /** Nothing of the show may be played any more, and its media is deleted. */
  remove(showId: string): void {
    this.#set(showId, true, 'gone');
    this.#cancels.get(showId)?.();
    this.#cancels.delete(showId);
    this.#marks.delete(showId);
    this.#reports.delete(showId);
    this.#elsewhere.delete(showId);
  }

  close(): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#front.close();
    this.events.clear();
  }

  #follow(show: OpenShow): void {
    const tell = () => this.#set(show.showId, show.isPrivate, show.playback);
    tell();
    show.events.on('changed', tell);
  }

  #set(id: string, isPrivate: boolean, state: DirectoryShow['state']): void {
    this.#front.set({ id, isPrivate, state, bannedMarks: this.#marks.get(id) ?? [] });
  }

  #holdsSocketsOf(at: ShowElsewhere['at']): boolean {
    return this.#options.holdsSocketsOf?.(at) ?? false;
  }

  async #lookAtBansOf(showId: string): Promise<void> {
    const marks = await this.#options.storedMarksOf(showId).catch(() => undefined);
    const known = this.#front.find(showId);
    // The database is away, or the show is here by now.
    if (marks === undefined || known?.at === undefined) return;
    if (isDeepStrictEqual(marks, known.bannedMarks)) return;
    this.#marks.set(showId, marks);
    this.#front.set({ ...known, bannedMarks: marks });
  }

  #hear({ shows, kind: _, ...counts }: FrontReport): void {
    this.#counts = counts;
    for (const report of shows) {
      const before = this.#reports.get(report.id)?.rewind ?? 'working';
      this.#reports.set(report.id, report);
      if (report.rewind !== before) this.events.emit('rewind', { showId: report.id, state: report.rewind });
      if (report.partsBehindMs.length > 0)
        this.events.emit('parts', { showId: report.id, behindMs: report.partsBehindMs });
      if (report.quality !== undefined)
        this.events.emit('quality', { showId: report.id, groups: report.quality });
    }
  }

  /** The front has media of shows that this process may not know: some ended lately, others are no more. */
  async #review(showIds: readonly string[]): Promise<void> {
    for (const showId of showIds) {
      if (this.#front.find(showId) !== undefined) continue;
      try {
        await this.#reviewOne(showId);
      } catch (error) {
        this.#options.log.warn('live.front | kept media could not be judged', { showId, error });
      }
    }
  }

  async #reviewOne(showId: string): Promise<void> {
    // Opened meanwhile: that is sent elsewhere.
    if (this.#front.find(showId) === undefined) await this.#keepOrRemove(showId);
  }

  async #keepOrRemove(showId: string): Promise<void> {
    const { store, keepEndedMs, clock } = this.#options;
    const record = await store.find(showId);
    if (record?.state === 'live' || this.#options.shows.find(showId) !== undefined) return;
    const leftMs = record === undefined ? 0 : lastPlayedMs(record) + keepEndedMs - clock.wallMs();
    if (record === undefined || leftMs <= 0) {
      this.remove(showId);
      return;
    }
    await this.learnBans(showId);
    this.#set(showId, record.visibility === 'private', 'kept');
    this.#cancels.set(
      showId,
      clock.after(leftMs, () => this.remove(showId)),
    );
  }
}

/** As `OpenShow.playback`, from what is stored. */
function elsewhereState({ state, liveAtMs }: Show): DirectoryShow['state'] {
  if (state === 'live') return 'on-air';
  return (state === 'ended' || state === 'failed') && liveAtMs !== null ? 'kept' : 'waiting';
}

/** A show that failed on air may still be watched, and started again on the same timeline. */
function lastPlayedMs({ state, endedAtMs, updatedAtMs }: Show): number {
  if (state === 'ended') return endedAtMs ?? 0;
  return state === 'failed' ? updatedAtMs : 0;
}
