import type { ServerResponse } from 'node:http';
import type { Clock, Log } from '#kernel';
import { type MultivariantPlaylist, printMultivariantPlaylist } from '#media';
import { cachePolicy } from './cache-policy.js';
import { ClientLimit } from './client-limit.js';
import { isGoneForGood } from './live-edge.js';
import type { LiveResource } from './live-path.js';
import { PrintedText } from './playlist-view.js';
import type { PlaybackShow, Programme, ProgrammeMedia } from './ports.js';
import { isReached, isTooFarAhead, type ReloadPosition } from './reload-position.js';
import { parseReloadQuery, type ReloadQuery } from './reload-query.js';
import { RenditionRequests } from './rendition-requests.js';
import { type Exchange, type MediaLabel, sendMedia, sendPlaylist, sendRefusal } from './respond.js';

export interface LiveRoutesOptions {
  clock: Clock;
  log: Log;
  /** Tells this run's entity tags from another run's. */
  runTag: string;
  /** More held requests than this are turned away, so that a flood cannot eat the memory. */
  heldLimit: number;
  /** So many of one client: the others still find room. */
  heldPerClient?: number | undefined;
  onReleased(count: number, tookMs: number): void;
  /** A medium was handed to its client. */
  onAnswered(response: ServerResponse): void;
  /** Adds what is not the programme's own to its multivariant playlist. */
  decorate?(playlist: MultivariantPlaylist): MultivariantPlaylist;
}

/** Answers every playlist and every medium of a programme. */
export class LiveRoutes {
  readonly #options: LiveRoutesOptions;
  readonly #clients: ClientLimit;
  readonly #byProgramme = new Map<Programme, Map<string, RenditionRequests>>();
  #requestsCount = 0;

  constructor(options: LiveRoutesOptions) {
    this.#options = options;
    this.#clients = new ClientLimit(options.heldPerClient);
  }

  get heldCount(): number {
    let total = 0;
    for (const byRendition of this.#byProgramme.values())
      for (const requests of byRendition.values()) total += requests.held.size + requests.near.size;
    return total;
  }

  serve(exchange: Exchange, show: PlaybackShow, resource: LiveResource, rawQuery: string): void {
    const { programme } = show;
    if (!programme) {
      sendRefusal(exchange, NOT_LIVE_YET);
      return;
    }
    if (resource.kind === 'multivariant') this.#multivariant(exchange, programme, resource.format);
    else if (resource.kind === 'playlist')
      this.#playlist(exchange, programme, resource.renditionId, rawQuery);
    else if (resource.kind === 'media') this.#media(exchange, programme, resource.renditionId, resource.name);
  }

  /** The programme is gone: requests that still wait end with 503 and Retry-After. */
  forget(programme: Programme): void {
    for (const requests of this.#byProgramme.get(programme)?.values() ?? []) requests.close();
    this.#byProgramme.delete(programme);
  }

  close(): void {
    for (const programme of [...this.#byProgramme.keys()]) this.forget(programme);
  }

  #requestsOf(programme: Programme, renditionId: string): RenditionRequests | undefined {
    const byRendition = this.#byProgramme.get(programme) ?? new Map<string, RenditionRequests>();
    const rendition = programme.renditions.get(renditionId);
    let known = byRendition.get(renditionId);
    if (known && known.rendition !== rendition) {
      // The programme was started again with other renditions.
      known.close();
      byRendition.delete(renditionId);
      known = undefined;
    }
    if (known || !rendition) return known;
    const { clock, runTag, onReleased } = this.#options;
    this.#requestsCount += 1;
    const requests = new RenditionRequests(
      programme,
      rendition,
      clock,
      `${runTag}${this.#requestsCount}`,
      onReleased,
    );
    byRendition.set(renditionId, requests);
    this.#byProgramme.set(programme, byRendition);
    return requests;
  }

  #multivariant(exchange: Exchange, programme: Programme, format: string | undefined): void {
    const ids = programme.renditionsOf(format);
    if (ids.length === 0) {
      sendRefusal(exchange, notFound(cachePolicy.plainPlaylistError(programme.targetDurationSeconds)));
      return;
    }
    const answer = () => {
      const { decorate = (same) => same } = this.#options;
      const text = printMultivariantPlaylist(decorate(programme.multivariant(format)));
      const printed = new PrintedText(text, `${this.#options.runTag}-m${hash(text)}`);
      sendPlaylist(exchange, printed, cachePolicy.plainPlaylist(programme.targetDurationSeconds));
    };
    // Another format that is not there yet keeps nobody from this one.
    const missing = ids.find((id) => !programme.renditions.get(id)?.published);
    if (missing === undefined) answer();
    // Checked again after each wait: another rendition may still be missing.
    else
      this.#untilPublished(exchange, programme, missing, () =>
        this.#multivariant(exchange, programme, format),
      );
  }

  /**
   * A programme that was started again has nothing whole of its own for a segment's length. Players take a 404 of that
   * moment for the end of the show, so they wait; before a show nothing is held.
   */
  #untilPublished(exchange: Exchange, programme: Programme, renditionId: string, answer: () => void): void {
    const requests = this.#requestsOf(programme, renditionId);
    if (!requests?.rendition.hasEarlier) sendRefusal(exchange, NOT_LIVE_YET);
    else this.#hold(exchange, requests, () => requests.rendition.published, answer);
  }

  #playlist(exchange: Exchange, programme: Programme, renditionId: string, rawQuery: string): void {
    const target = programme.targetDurationSeconds;
    const parsed = parseReloadQuery(rawQuery);
    if ('fault' in parsed) {
      sendRefusal(exchange, badRequest(parsed.fault, cachePolicy.blockingPlaylistError(target)));
      return;
    }
    const requests = this.#requestsOf(programme, renditionId);
    if (!requests) sendRefusal(exchange, notFound(cachePolicy.plainPlaylistError(target)));
    // It may be offered again at any moment.
    else if (programme.isGivenUp(renditionId)) sendRefusal(exchange, notFound(cachePolicy.unavailable));
    else if (parsed.query.mediaSequence === undefined)
      this.#plain(exchange, programme, requests, parsed.query);
    else this.#blocking(exchange, requests, target, parsed.query, parsed.query.mediaSequence);
  }

  /**
   * Players begin with a plain request and take its end for the live edge. One that comes shortly before the next part
   * waits for it: it begins that much closer to the edge.
   */
  #plain(exchange: Exchange, programme: Programme, requests: RenditionRequests, query: ReloadQuery): void {
    const target = programme.targetDurationSeconds;
    const answer = () => {
      const text = requests.text(query.skip);
      if (text) sendPlaylist(exchange, text, cachePolicy.plainPlaylist(target));
      else this.#untilPublished(exchange, programme, requests.rendition.id, answer);
    };
    const giveBack = requests.isPartNear && this.#takePlace(exchange, requests.near.size);
    if (!giveBack) {
      answer();
      return;
    }
    const letGo = requests.near.hold({ isDue: () => true, answer, expire: answer });
    exchange.response.once('close', () => {
      letGo();
      giveBack();
    });
  }

  #blocking(
    exchange: Exchange,
    requests: RenditionRequests,
    target: number,
    query: ReloadQuery,
    msn: number,
  ): void {
    const { rendition } = requests;
    const position: ReloadPosition = { msn, ...(query.part === undefined ? {} : { part: query.part }) };
    const answer = () => {
      const text = requests.text(query.skip);
      if (text) sendPlaylist(exchange, text, cachePolicy.blockingPlaylist(target));
      else sendRefusal(exchange, NOT_LIVE_YET);
    };
    if (isReached(position, rendition)) answer();
    else if (rendition.published && this.#isTooFar(requests, position, target))
      // Time makes it right: no cache may keep this answer.
      sendRefusal(exchange, badRequest('too far ahead of the programme', cachePolicy.unavailable));
    else this.#hold(exchange, requests, () => isReached(position, rendition), answer);
  }

  #isTooFar(requests: RenditionRequests, position: ReloadPosition, target: number): boolean {
    requests.text(false);
    return isTooFarAhead(position, requests.rendition, target, requests.partTargetSeconds);
  }

  #media(exchange: Exchange, programme: Programme, renditionId: string, name: string): void {
    const find = () => programme.source.media(renditionId, name);
    const found = find();
    // A hinted part sends no byte until it is whole; one that never comes ends as missing.
    const requests = found === 'pending' ? this.#requestsOf(programme, renditionId) : undefined;
    const rendition = programme.renditions.get(renditionId);
    const label = { name, kind: rendition?.kind, renditionId, facts: () => rendition?.partFacts(name) };
    if (!requests) this.#give(exchange, programme, label, found);
    else
      this.#hold(
        exchange,
        requests,
        () => find() !== 'pending',
        () => this.#give(exchange, programme, label, find()),
      );
  }

  #give(
    exchange: Exchange,
    programme: Programme,
    label: MediaLabel & { renditionId: string },
    found: ProgrammeMedia,
  ): void {
    if (found instanceof Buffer) this.#send(exchange, found, label);
    else if (found instanceof Promise)
      found.then(
        (bytes) => this.#give(exchange, programme, label, bytes),
        (error) => this.#failed(exchange, error),
      );
    else {
      const isGone = isGoneForGood(label.name, programme.renditions.get(label.renditionId));
      const kept = cachePolicy.missingMedia(programme.targetDurationSeconds);
      sendRefusal(exchange, notFound(isGone ? kept : cachePolicy.unavailable));
    }
  }

  #send(exchange: Exchange, bytes: Buffer, label: MediaLabel): void {
    sendMedia(exchange, bytes, label);
    this.#options.onAnswered(exchange.response);
  }

  #failed(exchange: Exchange, error: unknown): void {
    this.#options.log.error('origin.media | the store failed', { error });
    sendRefusal(exchange, UNAVAILABLE);
  }

  #hold(exchange: Exchange, requests: RenditionRequests, isDue: () => boolean, answer: () => void): void {
    const giveBack = this.#takePlace(exchange, requests.held.size);
    if (!giveBack) {
      sendRefusal(exchange, UNAVAILABLE);
      return;
    }
    const letGo = requests.held.hold({ isDue, answer, expire: () => sendRefusal(exchange, UNAVAILABLE) });
    exchange.response.once('close', () => {
      letGo();
      giveBack();
    });
  }

  /** Nothing where too many wait already: of this rendition, or of this client. Our own edge stands for many. */
  #takePlace({ client }: Exchange, waiting: number): (() => void) | undefined {
    if (waiting >= this.#options.heldLimit) return undefined;
    return client === undefined ? () => undefined : this.#clients.take(client);
  }
}

function hash(text: string): string {
  let value = 5_381;
  for (let index = 0; index < text.length; index += 1) value = ((value * 33) ^ text.charCodeAt(index)) >>> 0;
  return value.toString(36);
}

const NOT_LIVE_YET = {
  status: 404,
  code: 'not-live-yet',
  message: 'The show is not on air yet. Ask again in a moment.',
  cacheControl: cachePolicy.notLiveYet,
  retryAfterSeconds: 1,
};

const UNAVAILABLE = {
  status: 503,
  code: 'not-available-now',
  message: 'The programme has stalled. Ask again in a moment.',
  cacheControl: cachePolicy.unavailable,
  retryAfterSeconds: 1,
};

const notFound = (cacheControl: string) => ({
  status: 404,
  code: 'not-found',
  message: 'There is nothing at this address.',
  cacheControl,
});

const badRequest = (message: string, cacheControl: string) => ({
  status: 400,
  code: 'bad-reload-request',
  message,
  cacheControl,
});
