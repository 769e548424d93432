import type { Clock } from '#kernel';
import { PlaybackTokens, type PlaybackViewer, viewerMark } from '#origin';

export interface PlaybackPassOptions {
  secret: string;
  lifetimeMs: number;
  isBanned(showId: string, viewer: PlaybackViewer): Promise<boolean>;
  clock: Clock;
}

export interface PlayableShow {
  id: string;
  isPrivate: boolean;
}

/** A page that asks every few seconds gets the same address until a quarter of its time is over. */
const STEPS_PER_LIFETIME = 4;

/** Of one visit, and of every page of the day that is opened again. */
const REPORT_LIFETIME_MS = 24 * 3_600_000;
/** Reports without a ticket: of an embedded player, or before the page has one. */
const ANYBODY: PlaybackViewer = { subject: 'anybody', deviceHash: null };

const addressOf = (showId: string, token?: string): string =>
  `/live/${token === undefined ? '' : `t/${token}/`}${showId}/index.m3u8`;

/** Gives out the addresses at which shows are played; a private one's is each viewer's own, and expires. */
export class PlaybackPass {
  readonly tokens: PlaybackTokens;
  readonly #options: PlaybackPassOptions;
  readonly #reports: PlaybackTokens;

  constructor(options: PlaybackPassOptions) {
    this.#options = options;
    this.tokens = new PlaybackTokens(options.secret);
    this.#reports = new PlaybackTokens(options.secret, 'report');
  }

  /** What may be told to everybody at once. */
  static forAll(show: PlayableShow): string | null {
    return show.isPrivate ? null : addressOf(show.id);
  }

  /** Nothing for a stranger to a private show, nor for who is banned. */
  async urlFor(show: PlayableShow, viewer: PlaybackViewer | undefined): Promise<string | null> {
    if (!show.isPrivate) return addressOf(show.id);
    if (viewer === undefined || (await this.#options.isBanned(show.id, viewer))) return null;
    const expiresAtMs = this.#expiryMs(this.#options.lifetimeMs);
    return addressOf(
      show.id,
      this.tokens.sign({ showId: show.id, viewerId: viewerMark(viewer), expiresAtMs }),
    );
  }

  /** What a player reports with what its viewer sees. */
  reportTokenFor(showId: string, viewer: PlaybackViewer = ANYBODY): string {
    const expiresAtMs = this.#expiryMs(REPORT_LIFETIME_MS);
    return this.#reports.sign({ showId, viewerId: viewerMark(viewer), expiresAtMs });
  }

  #expiryMs(lifetimeMs: number): number {
    const { clock } = this.#options;
    const stepMs = lifetimeMs / STEPS_PER_LIFETIME;
    return Math.floor(clock.wallMs() / stepMs) * stepMs + stepMs + lifetimeMs;
  }
}
