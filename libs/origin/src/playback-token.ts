import { createHmac, timingSafeEqual } from 'node:crypto';

/** A viewer's right to one show until a moment, as it stands in a path. */
export interface PlaybackGrant {
  showId: string;
  viewerId: string;
  expiresAtMs: number;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** A token of one purpose is none of the other: who may report need not be who may watch. */
export type TokenPurpose = 'playback' | 'report';

/** Signs and reads playback tokens: `show.viewer.expiry.signature`, letters that need no escape in a path. */
export class PlaybackTokens {
  readonly #secret: string;
  readonly #purpose: TokenPurpose;

  constructor(secret: string, purpose: TokenPurpose = 'playback') {
    this.#secret = secret;
    this.#purpose = purpose;
  }

  sign({ showId, viewerId, expiresAtMs }: PlaybackGrant): string {
    if (!ID.test(showId) || !ID.test(viewerId)) throw new RangeError('an id that cannot stand in a path');
    const claims = `${showId}.${viewerId}.${Math.floor(expiresAtMs / 1_000).toString(36)}`;
    return `${claims}.${this.#signatureOf(claims).toString('base64url')}`;
  }

  /** Nothing when the token is not ours, or over. */
  read(token: string, nowMs: number): PlaybackGrant | undefined {
    const [showId, viewerId, expiry, signature, ...rest] = token.split('.');
    if (!showId || !viewerId || !expiry || !signature || rest.length > 0) return undefined;
    const expected = this.#signatureOf(`${showId}.${viewerId}.${expiry}`);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const expiresAtMs = Number.parseInt(expiry, 36) * 1_000;
    return expiresAtMs > nowMs ? { showId, viewerId, expiresAtMs } : undefined;
  }

  #signatureOf(claims: string): Buffer {
    return createHmac('sha256', this.#secret).update(`${this.#purpose}:${claims}`).digest();
  }
}
