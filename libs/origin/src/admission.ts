import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '#kernel';
import type { PlaybackTokens } from './playback-token.js';
import type { PlaybackGate, PlaybackShow } from './ports.js';

export interface AdmissionOptions {
  clock: Clock;
  tokens?: Pick<PlaybackTokens, 'read'>;
  gate?: PlaybackGate;
  /** What our own edge says of itself: it has checked and stripped the token already. */
  edgeSecret?: string;
}

/** Decides who may play. An open show is anybody's; a private one needs a token, or comes through our edge. */
export class Admission {
  readonly #options: AdmissionOptions;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  isAdmitted(
    showId: string,
    show: PlaybackShow,
    token: string | undefined,
    edgeHeader: string | string[] | undefined,
  ): boolean {
    if (!show.isPrivate) return true;
    if (token === undefined) return this.isOurEdge(edgeHeader);
    const grant = this.#options.tokens?.read(token, this.#options.clock.wallMs());
    if (!grant || grant.showId !== showId) return false;
    return this.#options.gate?.isAdmitted(showId, grant.viewerId) ?? true;
  }

  isOurEdge(header: string | string[] | undefined): boolean {
    const { edgeSecret } = this.#options;
    if (edgeSecret === undefined || typeof header !== 'string') return false;
    const [given, expected] = [Buffer.from(header), Buffer.from(edgeSecret)];
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
