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

const addressOf = (showId: string, token?: string): string =>
  `/live/${token === undefined ? '' : `t/${token}/`}${showId}/index.m3u8`;

/** Gives out the addresses at which shows are played; a private one's is each viewer's own, and expires. */
export class PlaybackPass {
  readonly tokens: PlaybackTokens;
  readonly #options: PlaybackPassOptions;

  constructor(options: PlaybackPassOptions) {
    this.#options = options;
    this.tokens = new PlaybackTokens(options.secret);
  }

  /** What may be told to everybody at once. */
  static forAll(show: PlayableShow): string | null {
    return show.isPrivate ? null : addressOf(show.id);
  }

  /** Nothing for a stranger to a private show, nor for who is banned. */
  async urlFor(show: PlayableShow, viewer: PlaybackViewer | undefined): Promise<string | null> {
    if (!show.isPrivate) return addressOf(show.id);
    if (viewer === undefined || (await this.#options.isBanned(show.id, viewer))) return null;
    const expiresAtMs = this.#expiryMs();
    return addressOf(
      show.id,
      this.tokens.sign({ showId: show.id, viewerId: viewerMark(viewer), expiresAtMs }),
    );
  }

  #expiryMs(): number {
    const { clock, lifetimeMs } = this.#options;
    const stepMs = lifetimeMs / STEPS_PER_LIFETIME;
    return Math.floor(clock.wallMs() / stepMs) * stepMs + stepMs + lifetimeMs;
  }
}
