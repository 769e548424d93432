import { isSame, macOf } from '#access';

/** What a link opens: `watch` the playlists and what they name, `download` everything that is served. */
export type LinkScope = 'watch' | 'download';

export interface RecordingGrant {
  showId: string;
  recordingId: string;
  scope: LinkScope;
  expiresAtMs: number;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const SCOPES: Record<string, LinkScope> = { w: 'watch', d: 'download' };

/** Signs and reads the links to recordings: they name one recording, stand in a path without escapes, and expire. */
export class RecordingLinks {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The folder of the recording's files, as an address. */
  folderFor({ showId, recordingId, scope, expiresAtMs }: RecordingGrant): string {
    if (!ID.test(showId) || !ID.test(recordingId)) throw new RangeError('an id that cannot stand in a path');
    const expiry = Math.floor(expiresAtMs / 1_000).toString(36);
    const claims = `${showId}.${recordingId}.${scope.charAt(0)}.${expiry}`;
    return `/recordings/${claims}.${this.#signatureOf(claims)}`;
  }

  /** Nothing when the token is not ours, or over. */
  read(token: string, nowMs: number): RecordingGrant | undefined {
    const [showId = '', recordingId = '', mark = '', expiry = '', signature = '', ...rest] = token.split('.');
    const scope = SCOPES[mark];
    if (!ID.test(showId) || !ID.test(recordingId) || scope === undefined || rest.length > 0) return undefined;
    if (!isSame(signature, this.#signatureOf(`${showId}.${recordingId}.${mark}.${expiry}`))) return undefined;
    const expiresAtMs = Number.parseInt(expiry, 36) * 1_000;
    return expiresAtMs > nowMs ? { showId, recordingId, scope, expiresAtMs } : undefined;
  }

  #signatureOf(claims: string): string {
    return macOf(this.#secret, `recording:${claims}`).toString('base64url');
  }
}
