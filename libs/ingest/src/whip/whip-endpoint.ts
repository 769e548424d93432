import { type CreateRateLimiter, isSecretOf, type RateLimiter } from '#access';
import { guestError, type Log, newId, ShowError, toShowError } from '#kernel';
import type { InputDirectory, InputFacts, InputPlaces } from '../input-facts.js';
import { RecentKeys } from './recent-keys.js';
import { problemAnswer, type WhipAnswer, withCors } from './whip-answer.js';
import { WhipSession } from './whip-session.js';

export interface WhipRequest {
  method: string;
  /** An input's id or key, and the session of one that sends. */
  target: string;
  sessionId?: string | undefined;
  /** The show that the address names: a front sends the request to the node that runs it. */
  show?: string | undefined;
  contentType: string | undefined;
  authorization: string | undefined;
  ifMatch: string | undefined;
  /** Text, where the content type is one that is known. */
  body: string | undefined;
  /** Whose tries are counted together. */
  network: string;
}

export interface WhipEndpointOptions {
  inputs: InputDirectory;
  places: InputPlaces;
  createRateLimiter: CreateRateLimiter;
  log: Log;
}

export const SDP = 'application/sdp';
export const SDP_FRAGMENT = 'application/trickle-ice-sdpfrag';

/** Guessing a key of 256 bits is hopeless; what is bounded is the work that guessing makes. */
const WRONG_KEYS = { burst: 20, perMinute: 20 };
/** Each makes a transport: senders reconnect every two seconds or slower. */
const OFFERS = { burst: 20, perMinute: 60 };
const BEARER = /^Bearer +([\w.~+/-]{1,200}=*)$/i;

/** WHIP (RFC 9725): offers come in, sessions are held, and a newer offer evicts the older session of its input. */
export class WhipEndpoint {
  readonly #options: WhipEndpointOptions;
  readonly #wrongKeys: RateLimiter;
  readonly #offers: RateLimiter;
  readonly #recent = new RecentKeys();
  readonly #sessions = new Map<string, WhipSession>();

  constructor(options: WhipEndpointOptions) {
    this.#options = options;
    this.#wrongKeys = options.createRateLimiter('whip-wrong-keys', WRONG_KEYS);
    this.#offers = options.createRateLimiter('whip-offers', OFFERS);
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  /** Never throws. */
  async handle(request: WhipRequest): Promise<WhipAnswer> {
    try {
      return withCors(await this.#answer(request));
    } catch (thrown) {
      const error = toShowError(thrown);
      if (error.blame === 'us') this.#options.log.error('ingest.whip | failed', { error: thrown });
      return withCors(problemAnswer(error));
    }
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  async #answer(request: WhipRequest): Promise<WhipAnswer> {
    const { method, sessionId } = request;
    if (sessionId === undefined) {
      if (method === 'OPTIONS')
        return { status: 204, headers: { 'accept-post': SDP, allow: 'POST, OPTIONS' } };
      if (method === 'POST') return this.#offer(request);
      throw wrongMethod('POST, OPTIONS');
    }
    if (method === 'OPTIONS')
      return { status: 204, headers: { 'accept-patch': SDP_FRAGMENT, allow: 'PATCH, DELETE, OPTIONS' } };
    if (method === 'PATCH') return this.#patch(request, sessionId);
    if (method === 'DELETE') return this.#delete(request, sessionId);
    throw wrongMethod('PATCH, DELETE, OPTIONS');
  }

  async #offer(request: WhipRequest): Promise<WhipAnswer> {
    const input = await this.#authenticate(request);
    if (!isType(request.contentType, SDP) || request.body === undefined) throw wrongType(SDP);
    await mustBeAllowed(this.#offers, input.id);
    const session = await this.#open(input, request.body).catch((error: unknown) => {
      if (isElsewhere(error) && request.show !== input.showId) return undefined;
      throw error;
    });
    if (session === undefined) return redirectTo(request.target, input.showId);
    return {
      status: 201,
      headers: {
        location: `/whip/${input.id}/${session.id}?show=${input.showId}`,
        etag: session.etag,
        'accept-patch': SDP_FRAGMENT,
        'content-type': SDP,
      },
      body: session.answer,
    };
  }

  async #open(input: InputFacts, offerText: string): Promise<WhipSession> {
    const id = newId('whip');
    const place = await this.#options.places.open(input, { id, by: 'whip' });
    let hasEnded = false;
    place.onEnded(() => {
      hasEnded = true;
      this.#sessions.delete(id);
    });
    try {
      const session = await WhipSession.open({ id, input, place, offerText });
      if (hasEnded) throw endedMeanwhile();
      this.#sessions.set(id, session);
      return session;
    } catch (error) {
      place.close('failed');
      throw error;
    }
  }

  async #patch(request: WhipRequest, sessionId: string): Promise<WhipAnswer> {
    const session = this.#getSession(request, sessionId);
    if (!isType(request.contentType, SDP_FRAGMENT) || request.body === undefined)
      throw wrongType(SDP_FRAGMENT);
    const body = await session.patch(request.body, request.ifMatch);
    if (body === undefined) return { status: 204, headers: {} };
    return { status: 200, headers: { etag: session.etag, 'content-type': SDP_FRAGMENT }, body };
  }

  #delete(request: WhipRequest, sessionId: string): WhipAnswer {
    const session = this.#getSession(request, sessionId);
    this.#sessions.delete(sessionId);
    session.close();
    return { status: 200, headers: {} };
  }

  /** A session's id cannot be guessed: who has it has made it, and clients differ in what else they send. */
  #getSession({ target }: WhipRequest, sessionId: string): WhipSession {
    const session = this.#sessions.get(sessionId);
    if (session !== undefined && session.input.id === target) return session;
    throw guestError('session-not-found', 'There is no such session. Connect again.', { status: 404 });
  }

  /** A key that was not right lately is counted before it is looked up, and given back where it is right. */
  async #authenticate(request: WhipRequest): Promise<InputFacts> {
    const { target, authorization, network } = request;
    const token = BEARER.exec(authorization ?? '')?.[1];
    const key = `${network} ${target} ${token ?? ''}`;
    if (this.#recent.has(key)) {
      const found = await this.#find(target, token);
      if (found !== undefined) return found;
      this.#recent.delete(key);
    }
    await mustBeAllowed(this.#wrongKeys, network);
    const found = await this.#find(target, token);
    if (found === undefined) throw unknownInput();
    await this.#wrongKeys.giveBack(network);
    this.#recent.add(key);
    return found;
  }

  async #find(target: string, token: string | undefined): Promise<InputFacts | undefined> {
    const { inputs } = this.#options;
    if (isSecretOf('input-key', target)) return inputs.findByKey(target);
    return token === undefined ? undefined : inputs.findByToken(target, token);
  }
}

const isElsewhere = (error: unknown): boolean => error instanceof ShowError && error.code === 'other-node';

/** RFC 9725, 4.4: to the same site, in words by which its front finds the node that runs the show or has room for it. */
const redirectTo = (target: string, showId: string): WhipAnswer => ({
  status: 307,
  headers: { location: `/whip/${target}?show=${showId}` },
});

const endedMeanwhile = () =>
  guestError('session-not-found', 'A newer sender came, or the key was changed. Connect again.', {
    status: 409,
    retry: true,
  });

const unknownInput = () =>
  new ShowError({
    code: 'input-unknown',
    message: 'The key or the token is wrong. Copy it from the studio again.',
    blame: 'guest',
    status: 401,
  });

async function mustBeAllowed(limiter: RateLimiter, key: string): Promise<void> {
  const { allowed, retryAfterMs } = await limiter.take(key);
  if (allowed) return;
  const retryAfterSeconds = Math.ceil(retryAfterMs / 1_000);
  throw guestError('too-many-requests', 'Too many tries. Wait a moment.', {
    status: 429,
    retry: true,
    details: { retryAfterSeconds },
  });
}

const isType = (given: string | undefined, type: string): boolean =>
  (given ?? '').split(';')[0]?.trim().toLowerCase() === type;
const wrongType = (type: string) =>
  guestError('unsupported-type', `Send a body of type ${type}.`, { status: 415 });
const wrongMethod = (allow: string) =>
  guestError('method-not-allowed', `This address takes ${allow}.`, { status: 405, details: { allow } });
