import { type Actor, isAboutShow, isAllowed } from '#access';
import { guestError, type ShowError } from '#kernel';
import type { Show } from '#show';
import { type ShowBook, showNotFound } from '#show';
import type { ApiCall } from './api-call.js';
import type { Operation } from './operation.js';
import { parseInput } from './parse-input.js';
import { clientOf, type Recognise } from './recognise.js';
import type { ApiRequest } from './serves.js';

/** Who may not come in although a ticket says so. */
export interface BanList {
  isBanned(showId: string, person: { subject: string; deviceHash: string | null }): Promise<boolean>;
}

export interface GateOptions {
  recognise: Recognise;
  shows: ShowBook;
  bans: BanList;
}

const VERSION = /^(?:W\/)?"?(\d{1,9})"?$/;

function readVersion(operation: Operation, request: ApiRequest): number {
  if (!operation.isVersioned) return 0;
  const match = VERSION.exec(request.headers['if-match'] ?? '');
  if (match !== null) return Number(match[1]);
  throw guestError(
    'version-needed',
    'Say which version you change: If-Match with the number you have seen.',
    {
      status: 428,
    },
  );
}

/** An operation without a body takes none; one whose fields are all optional takes an empty one. */
const bodyOf = (operation: Operation, request: ApiRequest): unknown => {
  const given = request.body ?? undefined;
  if (operation.body.type !== 'undefined') return given ?? {};
  const isEmpty = typeof given === 'object' && Object.keys(given).length === 0;
  return isEmpty ? undefined : given;
};

function refusal(actor: Actor): ShowError {
  if (actor.kind === 'nobody')
    return guestError('sign-in-needed', 'Sign in, or send a key or a ticket.', { status: 401 });
  return guestError('not-allowed', 'You may not do this.', { status: 403 });
}

/** Lets a request through as a call: known, allowed, and with input that was read by the schemas. */
export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  recognise(request: ApiRequest): ReturnType<Recognise['actorOf']> {
    return this.#options.recognise.actorOf(request);
  }

  async admit(
    operation: Operation,
    request: ApiRequest,
    { actor, sessionToken }: Awaited<ReturnType<Recognise['actorOf']>>,
  ): Promise<ApiCall> {
    const params = parseInput(operation.params, request.params, 'params');
    const show = await this.#findShow(params.showId as string | undefined);
    await this.#allow(operation, actor, show);
    return {
      operation,
      actor,
      client: clientOf(request),
      params,
      query: parseInput(operation.query, request.query, 'query'),
      body: parseInput(operation.body, bodyOf(operation, request), 'body'),
      show,
      version: readVersion(operation, request),
      sessionToken,
    };
  }

  async #findShow(showId: string | undefined): Promise<Show | undefined> {
    return showId === undefined ? undefined : this.#options.shows.getRecent(showId);
  }

  async #allow(operation: Operation, actor: Actor, show: Show | undefined): Promise<void> {
    const { allows } = operation;
    if (!isAllowed(allows, actor, show)) {
      // Who may not even see a private show is told what a stranger to it is told: there is none.
      if (show !== undefined && !canSee(actor, show)) throw showNotFound();
      throw refusal(actor);
    }
    if (allows === 'anybody' && show !== undefined && !canSee(actor, show)) throw showNotFound();
    if (actor.kind !== 'ticket' || !isAboutShow(allows)) return;
    const { showId, subject, deviceHash } = actor.ticket;
    if (await this.#options.bans.isBanned(showId, { subject, deviceHash }))
      throw guestError('banned', 'The host has banned you from this show.', { status: 403 });
  }
}

const canSee = (actor: Actor, show: Show): boolean =>
  show.visibility !== 'private' || isAllowed('show-ticket', actor, show);
