import type { Log } from '#kernel';
import type { Show } from '#show';
import type { Follower, PushKeys } from '../ports/followers.js';
import type { FollowerParts } from './follower-parts.js';
import { EVERY_SHOW } from './followers-service.js';
import { liveMail, livePush } from './mail-texts.js';

export interface AnnouncerOptions extends FollowerParts {
  findShow(id: string): Promise<Show | undefined>;
  log: Log;
}

const PAGE = 50;
/** As many at once as the mailer has connections, and one that is prepared. */
const AT_ONCE = 3;
/** A process that dies leaves its announcement to another one after this; far longer than a few messages take. */
const LEASE_MS = 120_000;
const LOOK_EVERY_MS = 60_000;
/** After an hour nobody needs to hear that a show has begun. */
const TOO_OLD_MS = 3_600_000;
const CLEAN_EVERY_MS = 3_600_000;
const UNCONFIRMED_MS = 7 * 86_400_000;

/**
 * Tells followers that a show has begun: each address once for each show, over restarts. Where it has got to
 * is stored after every few messages; those that were under way when the process was killed may be sent twice.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #stops: (() => void)[] = [];
  #working: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    const { clock } = options;
    this.#stops.push(
      clock.every(LOOK_EVERY_MS, () => void this.#work()),
      clock.every(CLEAN_EVERY_MS, () => void this.#clean()),
    );
  }

  /** A show is on air. Private shows are not announced. Never throws. */
  async announce({ id, visibility }: Pick<Show, 'id' | 'visibility'>): Promise<void> {
    const { store, clock, log } = this.#options;
    if (visibility !== 'public') return;
    try {
      await store.announce(id, clock.wallMs());
    } catch (error) {
      log.warn('control.followers | a show is not announced', { showId: id, error });
      return;
    }
    // Who works already may have looked just before.
    await this.#working;
    await this.#work();
  }

  /** Waits for the messages under way alone: another process, or the next one, goes on behind them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    await this.#working;
  }

  #work(): Promise<void> {
    this.#working ??= this.#workThrough().finally(() => {
      this.#working = undefined;
    });
    return this.#working;
  }

  async #workThrough(): Promise<void> {
    const { store, clock, log } = this.#options;
    try {
      while (!this.#isClosed) {
        const nowMs = clock.wallMs();
        const claimed = await store.claim({
          nowMs,
          leaseUntilMs: nowMs + LEASE_MS,
          notBeforeMs: nowMs - TOO_OLD_MS,
        });
        if (claimed === undefined) return;
        await this.#tellAll(claimed.showId, claimed.afterAddress);
      }
    } catch (error) {
      log.warn('control.followers | announcing goes on later', { error });
    }
  }

  async #tellAll(showId: string, from: string): Promise<void> {
    const { store, findShow, log } = this.#options;
    let after = from;
    let told = 0;
    while (!this.#isClosed) {
      const show = await findShow(showId);
      const isOn = show?.state === 'live' && show.visibility === 'public';
      const page = isOn ? await store.list([show.ownerId, EVERY_SHOW], after, PAGE) : [];
      const last = page.at(-1);
      if (show === undefined || last === undefined) {
        await store.done(showId);
        log.info('control.followers | told', { showId, told });
        return;
      }
      told += await this.#tellPage(show, page);
      after = last.address;
    }
  }

  async #tellPage(show: Show, page: readonly Follower[]): Promise<number> {
    const { store, clock } = this.#options;
    let told = 0;
    for (let first = 0; first < page.length && !this.#isClosed; first += AT_ONCE) {
      const some = page.slice(first, first + AT_ONCE);
      const outcomes = await Promise.all(some.map((follower) => this.#tell(show, follower)));
      told += outcomes.filter((isTold) => isTold).length;
      await store.progress(show.id, some.at(-1)?.address ?? '', clock.wallMs() + LEASE_MS);
    }
    return told;
  }

  async #tell(show: Show, follower: Follower): Promise<boolean> {
    const { tokens, publicUrl } = this.#options;
    const stopUrl = tokens.linkOf(publicUrl, follower.id);
    const url = `${publicUrl}/watch/${show.id}`;
    return follower.push === null
      ? this.#mail(show, follower, { url, stopUrl })
      : this.#push(show, { ...follower, push: follower.push }, url);
  }

  async #mail(
    { title }: Show,
    { address, language }: Follower,
    { url, stopUrl }: { url: string; stopUrl: string },
  ): Promise<boolean> {
    const { mailer, siteName } = this.#options;
    const mail = liveMail(language, { site: siteName(), title, url, stopUrl });
    const outcome = await mailer?.send({ ...mail, to: address, unsubscribeUrl: stopUrl });
    return outcome === 'sent';
  }

  /** The push service says when a browser has ended its subscription. */
  async #push({ title }: Show, { id, address, push, language }: Follower & { push: PushKeys }, url: string) {
    const { pusher, store, siteName } = this.#options;
    const outcome = await pusher.send(
      { endpoint: address, keys: push },
      livePush(language, { site: siteName(), title, url }),
    );
    if (outcome === 'gone') await store.remove(id);
    return outcome === 'sent';
  }

  async #clean(): Promise<void> {
    const { store, clock, log } = this.#options;
    await store.removeUnconfirmed(clock.wallMs() - UNCONFIRMED_MS).catch((error) => {
      log.warn('control.followers | what was never confirmed stays for now', { error });
    });
  }
}
