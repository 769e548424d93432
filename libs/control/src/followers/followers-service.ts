import { MemoryRateLimiter } from '#access';
import { guestError, newId } from '#kernel';
import type { ShowLanguage } from '#protocol';
import type { Show } from '#show';
import type { Follower, PushKeys } from '../ports/followers.js';
import type { PeopleStore } from '../ports/people.js';
import type { FollowerParts } from './follower-parts.js';
import { confirmMail } from './mail-texts.js';

export interface FollowersServiceOptions extends FollowerParts {
  people: Pick<PeopleStore, 'find'>;
}

interface Wish {
  language: ShowLanguage;
  /** Shows of this host, or all of this site. */
  of: 'host' | 'site';
}

export interface FollowWish extends Wish {
  email: string;
}

export interface PushWish extends Wish {
  endpoint: string;
  keys: PushKeys;
}

export interface FollowView {
  /** Null: all shows of the site. */
  host: string | null;
  /** Null: a browser. */
  email: string | null;
  isConfirmed: boolean;
}

export const EVERY_SHOW = 'site';
/** One e-mail a day asks an address: nobody is flooded by what another person asks for. */
const ASK_AGAIN_MS = 86_400_000;
/** Of the whole site: nobody makes it write to a list of addresses. */
const CONFIRMATIONS = { burst: 300, perMinute: 10 };

const whose = ({ ownerId }: Pick<Show, 'ownerId'>, of: Wish['of']): string =>
  of === 'site' ? EVERY_SHOW : ownerId;
const noMail = () => guestError('mail-off', 'This site sends no e-mail.', { status: 409 });
const noFollow = () => guestError('follow-not-found', 'This link is not valid any more.', { status: 404 });

/** Who wants to be told when shows begin. Nobody gets more than one e-mail without having agreed to it. */
export class FollowersService {
  readonly #options: FollowersServiceOptions;
  readonly #limiter = new MemoryRateLimiter('follow confirmations', CONFIRMATIONS);

  constructor(options: FollowersServiceOptions) {
    this.#options = options;
  }

  get ways(): { email: boolean; pushKey: string } {
    return { email: this.#options.mailer !== undefined, pushKey: this.#options.pusher.publicKey };
  }

  /** The same answer whether the address follows already or not; the e-mail goes out after it. */
  async follow(show: Pick<Show, 'ownerId'>, { email, language, of }: FollowWish): Promise<void> {
    const { store, mailer, tokens, publicUrl, clock } = this.#options;
    if (mailer === undefined) throw noMail();
    const { allowed, retryAfterMs } = await this.#limiter.take('site');
    if (!allowed)
      throw guestError('too-many-requests', 'Too many people ask at this moment. Try again later.', {
        status: 429,
        retry: true,
        details: { retryAfterMs },
      });
    const nowMs = clock.wallMs();
    const wish = { id: newId('flw'), of: whose(show, of), address: email, push: null, language };
    const asked = await store.ask(wish, nowMs, nowMs - ASK_AGAIN_MS);
    if (asked === undefined) return;
    const url = tokens.linkOf(publicUrl, asked.id);
    const host = await this.#hostOf(asked.of);
    const mail = confirmMail(asked.language, { site: this.#options.siteName(), host, url });
    void mailer.send({ ...mail, to: asked.address, unsubscribeUrl: url });
  }

  /** For a browser in which a person has agreed. Returns the token that ends it. */
  async subscribe(show: Pick<Show, 'ownerId'>, { endpoint, keys, language, of }: PushWish): Promise<string> {
    const { store, pusher, tokens, clock } = this.#options;
    if (!pusher.canReach({ endpoint, keys }))
      throw guestError('push-address', 'This is not a push service that this site sends to.', {
        status: 422,
      });
    const wish = { id: newId('flw'), of: whose(show, of), address: endpoint, push: keys, language };
    return tokens.sign((await store.subscribe(wish, clock.wallMs())).id);
  }

  /** What the page of an e-mail's link says. */
  async look(token: string): Promise<FollowView> {
    return this.#view(await this.#get(token));
  }

  async confirm(token: string): Promise<FollowView> {
    const found = await this.#get(token);
    if (!(await this.#options.store.confirm(found.id, this.#options.clock.wallMs()))) throw noFollow();
    return this.#view({ ...found, isConfirmed: true });
  }

  /** May be called twice. */
  async end(token: string): Promise<void> {
    const id = this.#options.tokens.read(token);
    if (id === undefined) throw noFollow();
    await this.#options.store.remove(id);
  }

  async #view({ address, push, of, isConfirmed }: Follower & { isConfirmed: boolean }): Promise<FollowView> {
    return { email: push === null ? address : null, isConfirmed, host: await this.#hostOf(of) };
  }

  async #get(token: string) {
    const id = this.#options.tokens.read(token);
    const found = id === undefined ? undefined : await this.#options.store.find(id);
    if (found === undefined) throw noFollow();
    return found;
  }

  async #hostOf(of: string): Promise<string | null> {
    if (of === EVERY_SHOW) return null;
    return (await this.#options.people.find(of))?.name ?? null;
  }
}
