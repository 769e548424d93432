import type { ServerResponse } from 'node:http';
import type { Clock, Log } from '#kernel';
import { type MultivariantPlaylist, printMultivariantPlaylist } from '#media';
import { cachePolicy } from './cache-policy.js';
import type { LiveResource } from './live-path.js';
import { PrintedText } from './playlist-view.js';
import type { PlaybackShow, Programme, ProgrammeMedia } from './ports.js';
import { isReached, isTooFarAhead, type ReloadPosition } from './reload-position.js';
import { parseReloadQuery, type ReloadQuery } from './reload-query.js';
import { RenditionDesk } from './rendition-desk.js';
import { type Exchange, type MediaLabel, sendMedia, sendPlaylist, sendRefusal } from './respond.js';

export interface LiveRoutesOptions {
  clock: Clock;
  log: Log;
  /** Tells this run's entity tags from another run's. */
  runTag: string;
  /** More held requests than this are turned away, so that a flood cannot eat the memory. */
  heldLimit: number;
  onReleased(count: number, tookMs: number): void;
  /** A medium was handed to its client. */
  onAnswered(response: ServerResponse): void;
  /** Adds what is not the programme's own to its multivariant playlist. */
  decorate?(playlist: MultivariantPlaylist): MultivariantPlaylist;
}

/** Answers every playlist and every medium of a programme. */
export class LiveRoutes {
  readonly #options: LiveRoutesOptions;
  readonly #desks = new Map<Programme, Map<string, RenditionDesk>>();
  #deskCount = 0;

  constructor(options: LiveRoutesOptions) {
    this.#options = options;
  }

  get heldCount(): number {
    let total = 0;
    for (const desks of this.#desks.values())
      for (const desk of desks.values()) total += desk.held.size + desk.near.size;
    return total;
  }

  serve(exchange: Exchange, show: PlaybackShow, resource: LiveResource, rawQuery: string): void {
    const { programme } = show;
    if (!programme) {
      sendRefusal(exchange, NOT_LIVE_YET);
      return;
    }
    if (resource.kind === 'multivariant') this.#multivariant(exchange, programme);
    else if (resource.kind === 'playlist')
      this.#playlist(exchange, programme, resource.renditionId, rawQuery);
    else if (resource.kind === 'media') this.#media(exchange, programme, resource.renditionId, resource.name);
  }

  /** The programme is gone: whoever still waits is told to come again. */
  forget(programme: Programme): void {
    for (const desk of this.#desks.get(programme)?.values() ?? []) desk.close();
    this.#desks.delete(programme);
  }

  close(): void {
    for (const programme of [...this.#desks.keys()]) this.forget(programme);
  }

  #desk(programme: Programme, renditionId: string): RenditionDesk | undefined {
    const desks = this.#desks.get(programme) ?? new Map<string, RenditionDesk>();
    const known = desks.get(renditionId);
    const rendition = programme.renditions.get(renditionId);
    if (known || !rendition) return known;
    const { clock, runTag, onReleased } = this.#options;
    this.#deskCount += 1;
    const desk = new RenditionDesk(programme, rendition, clock, `${runTag}${this.#deskCount}`, onReleased);
    desks.set(renditionId, desk);
    this.#desks.set(programme, desks);
    return desk;
  }

  #multivariant(exchange: Exchange, programme: Programme): void {
    if (![...programme.renditions.values()].every((rendition) => rendition.published)) {
      sendRefusal(exchange, NOT_LIVE_YET);
      return;
    }
    const { decorate = (same) => same } = this.#options;
    const text = printMultivariantPlaylist(decorate(programme.multivariant()));
    const printed = new PrintedText(text, `${this.#options.runTag}-m${hash(text)}`);
    sendPlaylist(exchange, printed, cachePolicy.plainPlaylist(programme.targetDurationSeconds));
  }

  #playlist(exchange: Exchange, programme: Programme, renditionId: string, rawQuery: string): void {
    const target = programme.targetDurationSeconds;
    const parsed = parseReloadQuery(rawQuery);
    if ('fault' in parsed) {
      sendRefusal(exchange, badRequest(parsed.fault, cachePolicy.blockingPlaylistError(target)));
      return;
    }
    const desk = this.#desk(programme, renditionId);
    if (!desk || programme.isGivenUp(renditionId))
      sendRefusal(exchange, notFound(cachePolicy.plainPlaylistError(target)));
    else if (parsed.query.mediaSequence === undefined) this.#plain(exchange, desk, target, parsed.query);
    else this.#blocking(exchange, desk, target, parsed.query, parsed.query.mediaSequence);
  }

  /**
   * Players begin with a plain request and take its end for the live edge. One that comes shortly before the next part
   * waits for it: it begins that much closer to the edge.
   */
  #plain(exchange: Exchange, desk: RenditionDesk, target: number, query: ReloadQuery): void {
    const answer = () => {
      const text = desk.text(query.skip);
      if (text) sendPlaylist(exchange, text, cachePolicy.plainPlaylist(target));
      else sendRefusal(exchange, NOT_LIVE_YET);
    };
    if (!desk.isPartNear || desk.near.size >= this.#options.heldLimit) answer();
    else exchange.response.once('close', desk.near.hold({ isDue: () => true, answer, expire: answer }));
  }

  #blocking(exchange: Exchange, desk: RenditionDesk, target: number, query: ReloadQuery, msn: number): void {
    const { rendition } = desk;
    const position: ReloadPosition = { msn, ...(query.part === undefined ? {} : { part: query.part }) };
    const answer = () => {
      const text = desk.text(query.skip);
      if (text) sendPlaylist(exchange, text, cachePolicy.blockingPlaylist(target));
      else sendRefusal(exchange, NOT_LIVE_YET);
    };
    if (isReached(position, rendition)) answer();
    else if (rendition.published && this.#isTooFar(desk, position, target))
      sendRefusal(
        exchange,
        badRequest('too far ahead of the programme', cachePolicy.blockingPlaylistError(target)),
      );
    else this.#hold(exchange, desk, () => isReached(position, rendition), answer);
  }

  #isTooFar(desk: RenditionDesk, position: ReloadPosition, target: number): boolean {
    desk.text(false);
    return isTooFarAhead(position, desk.rendition, target, desk.partTargetSeconds);
  }

  #media(exchange: Exchange, programme: Programme, renditionId: string, name: string): void {
    const find = () => programme.media(renditionId, name);
    const found = find();
    // A hinted part sends no byte until it is whole; one that never comes ends as missing.
    const desk = found === 'pending' ? this.#desk(programme, renditionId) : undefined;
    const kind = programme.renditions.get(renditionId)?.kind;
    if (!desk) this.#give(exchange, programme, { name, kind }, found);
    else
      this.#hold(
        exchange,
        desk,
        () => find() !== 'pending',
        () => this.#give(exchange, programme, { name, kind }, find()),
      );
  }

  #give(exchange: Exchange, programme: Programme, label: MediaLabel, found: ProgrammeMedia): void {
    if (found instanceof Buffer) this.#send(exchange, found, label);
    else if (found instanceof Promise)
      found.then(
        (bytes) => this.#give(exchange, programme, label, bytes),
        (error) => this.#failed(exchange, error),
      );
    else sendRefusal(exchange, notFound(cachePolicy.missingMedia(programme.targetDurationSeconds)));
  }

  #send(exchange: Exchange, bytes: Buffer, label: MediaLabel): void {
    sendMedia(exchange, bytes, label);
    this.#options.onAnswered(exchange.response);
  }

  #failed(exchange: Exchange, error: unknown): void {
    this.#options.log.error('origin.media | the store failed', { error });
    sendRefusal(exchange, UNAVAILABLE);
  }

  #hold(exchange: Exchange, desk: RenditionDesk, isDue: () => boolean, answer: () => void): void {
    if (desk.held.size >= this.#options.heldLimit) {
      sendRefusal(exchange, UNAVAILABLE);
      return;
    }
    const letGo = desk.held.hold({ isDue, answer, expire: () => sendRefusal(exchange, UNAVAILABLE) });
    exchange.response.once('close', letGo);
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
  message: 'The programme stands still. Ask again in a moment.',
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
