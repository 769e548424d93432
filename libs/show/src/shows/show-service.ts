import { type Clock, guestError, newId, type PersonId, type ShowError, type ShowId } from '#kernel';
import type { LiveShows, LiveState, ProgrammePrice } from '../ports/live-shows.js';
import type { EventType, OutboxEvent } from '../ports/outbox.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { ShowBrand } from '../ports/show-brand.js';
import type { Show, ShowFilter, ShowPatch, ShowProfile, ShowsStore } from '../ports/shows.js';
import {
  findStoredMove,
  getStoredMove,
  type ShowMove,
  type ShowState,
  statesAllowing,
} from '../show-machine.js';
import { isStartCancelled } from '../start-cancelled.js';
import { mergeBrand, mergeLimits, mergeRecording, newShow, type ShowWish } from './new-show.js';
import { RecentLookups } from './recent-lookups.js';
import { showEvent } from './show-event.js';

const EVENT_OF_MOVE: Record<ShowMove | 'fail', EventType> = {
  schedule: 'show.scheduled',
  unschedule: 'show.updated',
  'open-backstage': 'show.backstage',
  'go-live': 'show.live',
  end: 'show.ended',
  fail: 'show.failed',
};

export type ShowEdit = Partial<Omit<ShowWish, 'title' | 'scheduledAtMs'>> & { title?: string | undefined };

/** What was not named stays as it is. */
const toPatch = (current: Show, wish: ShowEdit): ShowPatch => ({
  title: wish.title ?? current.title,
  description: wish.description ?? current.description,
  posterUrl: wish.posterUrl === undefined ? current.posterUrl : wish.posterUrl,
  visibility: wish.visibility ?? current.visibility,
  profile: wish.profile ?? current.profile,
  layout: wish.layout ?? current.layout,
  formats: wish.formats === undefined ? current.formats : wish.formats,
  resilience: wish.resilience ?? current.resilience,
  captions: wish.captions ?? current.captions,
  limits: mergeLimits(current.limits, wish.limits),
  recording: mergeRecording(current.recording, wish.recording),
  brand: mergeBrand(current.brand, wish.brand),
});

/** Who asks by the thousand asks what was true a moment ago; what this process changes is seen at once. */
const TRUST_MS = 1_000;

export interface ShowServiceOptions {
  store: ShowsStore;
  live: LiveShows;
  /** Of a show for which none was named. */
  profile: ShowProfile;
  /** What the site gives each new show. */
  brand?(): Partial<ShowBrand>;
  /** What else belongs to a show that is deleted. */
  onRemoved?(showId: string): Promise<void>;
  /** A show has begun, once for each time it goes on air. The request that started it does not wait. */
  onLive?(show: Show): void;
  clock: Clock;
}

/** The state that the running side knows a show to be in. */
export type KnownState = { state: 'live'; liveAtMs: number } | { state: 'ended'; endedAtMs: number };

export const showNotFound = (): ShowError =>
  guestError('show-not-found', 'There is no such show.', { status: 404 });

const versionConflict = (show: Show): ShowError =>
  guestError('version-conflict', 'The show was changed meanwhile. Load it again and repeat the change.', {
    status: 412,
    details: { version: show.version },
  });

/** Players keep the rhythm that a playlist began with, through every restart of its show. */
function refuseOtherRhythm(current: Show, { profile = current.profile }: ShowEdit): void {
  if (profile === current.profile || current.liveAtMs === null) return;
  throw guestError('show-state', 'The profile of a show that has been on air stays as it is.', {
    status: 409,
    details: { state: current.state },
  });
}

/** Encoders of a show on air are started already. */
function refuseOtherFormats(current: Show, { formats }: ShowEdit): void {
  if (formats === undefined || current.state !== 'live') return;
  if (JSON.stringify(formats) === JSON.stringify(current.formats)) return;
  throw guestError('show-state', 'The formats of a show on air stay as they are. End it first.', {
    status: 409,
    details: { state: current.state },
  });
}

/** Players read once which captions there are. */
function refuseOtherCaptions(current: Show, { captions }: ShowEdit): void {
  if (captions === undefined || current.state !== 'live') return;
  if (captions.join() === current.captions.join()) return;
  throw guestError('show-state', 'The captions of a show on air stay as they are. End it first.', {
    status: 409,
    details: { state: current.state },
  });
}

/** The shows as they are kept: every change is a compare-and-set that tells its webhooks in one transaction. */
export class ShowService {
  readonly #store: ShowsStore;
  readonly #live: LiveShows;
  readonly #clock: Clock;
  readonly #profile: ShowProfile;
  readonly #brand: ShowServiceOptions['brand'];
  readonly #onRemoved: ShowServiceOptions['onRemoved'];
  readonly #onLive: ShowServiceOptions['onLive'];
  /** Shows that are being started, by id: who asks meanwhile waits for the same start. */
  readonly #starting = new Map<string, Promise<Show>>();
  readonly #recent = new RecentLookups<Show>(TRUST_MS);
  readonly #recentPages = new RecentLookups<Page<Show>>(TRUST_MS);

  constructor({ store, live, profile, brand, onRemoved, onLive, clock }: ShowServiceOptions) {
    this.#brand = brand;
    this.#onRemoved = onRemoved;
    this.#onLive = onLive;
    this.#profile = profile;
    this.#store = store;
    this.#live = live;
    this.#clock = clock;
  }

  async create(ownerId: PersonId, wish: ShowWish): Promise<Show> {
    this.#refuseTooDear(wish);
    const show = newShow(ownerId, wish, this.#clock.wallMs(), {
      profile: this.#profile,
      brand: this.#brand?.(),
    });
    await this.#store.create(show, [this.#event('show.created', show)]);
    this.#forgetRecent();
    return show;
  }

  /** The ready-made show that the first-start link leads to. */
  async findOrMakeFirst(owner: { id: PersonId }): Promise<Show> {
    const states: ShowState[] = ['draft', 'scheduled', 'backstage', 'live'];
    const page = await this.#store.list({ ownerId: owner.id, states }, { limit: 1, after: null });
    return page.items[0] ?? this.create(owner.id, { title: 'My first show', visibility: 'public' });
  }

  async get(id: string): Promise<Show> {
    const show = await this.#store.find(id);
    if (show === undefined) throw showNotFound();
    return show;
  }

  /** For deciding who may ask: as it is, or was a second ago where another process changed it. */
  async getRecent(id: string): Promise<Show> {
    const show = await this.#recent.find(id, this.#clock.monotonicMs(), (key) => this.#store.find(key));
    if (show === undefined) throw showNotFound();
    return show;
  }

  find(id: string): Promise<Show | undefined> {
    return this.#store.find(id);
  }

  async list(filter: ShowFilter, page: PageRequest): Promise<Page<Show>> {
    const key = JSON.stringify([filter, page]);
    const ask = () => this.#store.list(filter, page);
    return (await this.#recentPages.find(key, this.#clock.monotonicMs(), ask)) ?? { items: [], next: null };
  }

  #forgetRecent(): void {
    this.#recent.clear();
    this.#recentPages.clear();
  }

  /** Throws `version-conflict` when the show is not at `version` any more. */
  async update(id: string, version: number, wish: ShowEdit): Promise<Show> {
    const current = await this.get(id);
    if (current.version !== version) throw versionConflict(current);
    refuseOtherRhythm(current, wish);
    refuseOtherFormats(current, wish);
    refuseOtherCaptions(current, wish);
    this.#refuseTooDear(wish);
    const changed = await this.#change(current, toPatch(current, wish), 'show.updated', { version });
    if (changed === undefined) throw versionConflict(await this.get(id));
    this.#live.changed(changed);
    return changed;
  }

  async remove(id: string): Promise<void> {
    const show = await this.get(id);
    if (show.state === 'live' || show.state === 'backstage' || this.#starting.has(id))
      throw guestError('show-state', 'End the show before you delete it.', {
        status: 409,
        details: { state: show.state },
      });
    const isRemoved = await this.#store.remove(id, [this.#event('show.deleted', show)]);
    this.#forgetRecent();
    if (!isRemoved) throw showNotFound();
    await this.#forget(show.id);
  }

  /** Before a person is erased: their shows on air are ended. */
  async endAllOf(ownerId: PersonId): Promise<void> {
    let after: PageRequest['after'] = null;
    do {
      const { items, next }: Page<Show> = await this.#store.list({ ownerId }, { limit: 100, after });
      for (const { id, state } of items)
        if (state === 'live' || state === 'backstage' || this.#starting.has(id)) await this.end(id);
      after = next;
    } while (after !== null);
  }

  /** These shows were deleted with their owner: one that cannot be forgotten keeps none of the others. */
  async forgetAll(showIds: readonly ShowId[]): Promise<void> {
    this.#forgetRecent();
    const results = await Promise.allSettled(showIds.map((id) => this.#forget(id)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #forget(showId: ShowId): Promise<void> {
    await this.#live.removed(showId);
    await this.#onRemoved?.(showId);
  }

  schedule(id: string, scheduledAtMs: number): Promise<Show> {
    return this.#move(id, 'schedule', { scheduledAtMs });
  }

  unschedule(id: string): Promise<Show> {
    return this.#move(id, 'unschedule', { scheduledAtMs: null });
  }

  openBackstage(id: string): Promise<Show> {
    return this.#move(id, 'open-backstage', { failure: null });
  }

  /** Answers when the first segment can be played. The second of two who ask at once waits for the same start. */
  goLive(id: string): Promise<Show> {
    const known = this.#starting.get(id);
    if (known !== undefined) return known;
    const starting = this.#goLive(id).finally(() => this.#starting.delete(id));
    this.#starting.set(id, starting);
    return starting;
  }

  /** `live` is stored, and told to webhooks, when the show can be played; one that is stored so may have to be restarted. */
  async #goLive(id: string): Promise<Show> {
    const current = await this.get(id);
    if (current.state === 'live') {
      if (!(await this.#live.find(current.id))?.onAir) await this.#live.start(current);
      return current;
    }
    getStoredMove(current.state, 'go-live');
    try {
      await this.#live.start(current);
      const liveAtMs = this.#clock.wallMs();
      const { show, won } = await this.#moveOnce(id, 'go-live', { liveAtMs, failure: null });
      if (won) this.#onLive?.(show);
      return show;
    } catch (error) {
      // A host gave it up: the show is what it was before.
      if (!isStartCancelled(error)) await this.#abandon(current);
      throw error;
    }
  }

  /** The start failed, or what it started may not be stored as live: nothing is left running. */
  async #abandon(show: Show): Promise<void> {
    const reason = 'The show could not be started.';
    await this.#live.abandon(show.id, reason);
    await this.fail(show.id, reason);
  }

  async end(id: string): Promise<Show> {
    // A show that is being started is ended once it has started.
    await this.#starting.get(id)?.catch(() => undefined);
    const { show, won } = await this.#moveOnce(id, 'end', { endedAtMs: this.#clock.wallMs() });
    if (won) await this.#live.end(show.id);
    return show;
  }

  /** Writes a move again that the store had confirmed and lost; answers whether the show was still as it was found. */
  async restate(found: Show, known: KnownState): Promise<boolean> {
    const expected = { version: found.version, states: [found.state] };
    const patch = known.state === 'live' ? { ...known, failure: null } : known;
    const type = EVENT_OF_MOVE[known.state === 'live' ? 'go-live' : 'end'];
    const changed = await this.#change(found, patch, type, expected);
    if (changed !== undefined) this.#live.changed(changed);
    return changed !== undefined;
  }

  /** Stores what the running side found out; answers whether the state changed. */
  async fail(id: string, failure: string): Promise<boolean> {
    const current = await this.#store.find(id);
    const to = current && findStoredMove(current.state, 'fail');
    if (current === undefined || to === undefined) return false;
    const states = statesAllowing('fail');
    return (
      (await this.#change(current, { state: to, failure }, EVENT_OF_MOVE.fail, { states })) !== undefined
    );
  }

  priceOf(formats: Show['formats']): ProgrammePrice {
    return this.#live.priceOf(formats);
  }

  liveState(id: ShowId): Promise<LiveState | undefined> {
    return this.#live.find(id);
  }

  async #move(id: string, move: ShowMove, patch: ShowPatch): Promise<Show> {
    const current = await this.get(id);
    const state = getStoredMove(current.state, move);
    const states = statesAllowing(move);
    const changed = await this.#change(current, { ...patch, state }, EVENT_OF_MOVE[move], { states });
    // Another state was stored meanwhile: it decides, or refuses.
    if (changed === undefined) return this.#move(id, move, patch);
    this.#live.changed(changed);
    return changed;
  }

  /** For moves that two people ask for at once: the second finds the wish fulfilled, and learns that it did not win. */
  async #moveOnce(
    id: string,
    move: 'go-live' | 'end',
    patch: ShowPatch,
  ): Promise<{ show: Show; won: boolean }> {
    const current = await this.get(id);
    const target = move === 'end' ? 'ended' : 'live';
    if (current.state === target) return { show: current, won: false };
    const state = getStoredMove(current.state, move);
    const states = statesAllowing(move);
    const changed = await this.#change(current, { ...patch, state }, EVENT_OF_MOVE[move], { states });
    return changed === undefined ? this.#moveOnce(id, move, patch) : { show: changed, won: true };
  }

  async #change(
    current: Show,
    patch: ShowPatch,
    type: EventType,
    expect: { version?: number; states?: readonly ShowState[] },
  ): Promise<Show | undefined> {
    const nowMs = this.#clock.wallMs();
    const events = [this.#event(type, { ...current, ...patch })];
    const result = await this.#store.change({ id: current.id, expect, patch, events, nowMs });
    this.#forgetRecent();
    if (result.outcome === 'missing') throw showNotFound();
    return result.outcome === 'changed' ? result.show : undefined;
  }

  /** Formats that this machine could never carry, however empty it is. */
  #refuseTooDear({ formats }: Pick<ShowEdit, 'formats'>): void {
    if (formats === undefined || formats === null) return;
    const { neededCores, freeCores, mostCores } = this.#live.priceOf(formats);
    if (neededCores <= mostCores) return;
    throw guestError(
      'formats-too-large',
      `These formats need ${neededCores} processor cores and this machine has ${mostCores} for shows, of which ${freeCores} are free now. Choose fewer or smaller formats, fewer frames a second or a faster preset.`,
      { status: 422, details: { neededCores, freeCores, mostCores } },
    );
  }

  #event(type: EventType, show: Show): OutboxEvent {
    return showEvent(newId('evt'), type, show, this.#clock.wallMs());
  }
}
