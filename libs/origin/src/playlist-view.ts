import { constants, gzipSync } from 'node:zlib';
import { deltaOf, type MediaPlaylist, printMediaPlaylist } from '#media';
import { SHARED_HEADERS } from './shared-headers.js';

/** One representation of a text, ready to be sent: its headers are built once for each cache policy. */
export interface PrintedBody {
  /** Each character one byte: node then sends head and body in one write. */
  latin1: string;
  etag: string;
  headersFor(cacheControl: string): readonly string[];
}

const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';

function printedBody(bytes: Buffer, tag: string, encoding: readonly string[]): PrintedBody {
  const etag = `"${tag}"`;
  const known = new Map<string, readonly string[]>();
  const build = (cacheControl: string) => [
    ...['Content-Type', PLAYLIST_TYPE, 'Content-Length', `${bytes.length}`, 'Cache-Control', cacheControl],
    ...['ETag', etag, 'Vary', 'Accept-Encoding', ...encoding],
    ...SHARED_HEADERS,
  ];
  return {
    latin1: bytes.toString('latin1'),
    etag,
    headersFor(cacheControl) {
      const headers = known.get(cacheControl) ?? build(cacheControl);
      known.set(cacheControl, headers);
      return headers;
    },
  };
}

/** A playlist as text, printed once and compressed at most once, however many ask. */
export class PrintedText {
  readonly plain: PrintedBody;
  readonly #bytes: Buffer;
  readonly #tag: string;
  #gzip: PrintedBody | undefined;

  constructor(text: string, tag: string) {
    this.#bytes = Buffer.from(text);
    this.#tag = tag;
    this.plain = printedBody(this.#bytes, tag, []);
  }

  get gzip(): PrintedBody {
    this.#gzip ??= printedBody(gzipSync(this.#bytes, { level: constants.Z_BEST_SPEED }), `${this.#tag}z`, [
      'Content-Encoding',
      'gzip',
    ]);
    return this.#gzip;
  }
}

/** The newest text of one rendition, full and as a delta. */
export class PlaylistView {
  readonly #tag: string;
  #revision = -1;
  #full: PrintedText | undefined;
  #delta: PrintedText | undefined;

  /** The tag tells this run's texts from an earlier run's. */
  constructor(tag: string) {
    this.#tag = tag;
  }

  text(revision: number, wantsDelta: boolean, read: () => MediaPlaylist): PrintedText {
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#full = undefined;
      this.#delta = undefined;
    }
    if (wantsDelta) {
      this.#delta ??= this.#printDelta(read());
      return this.#delta;
    }
    this.#full ??= new PrintedText(printMediaPlaylist(read()), `${this.#tag}-${revision}`);
    return this.#full;
  }

  #printDelta(playlist: MediaPlaylist): PrintedText {
    const delta = deltaOf(playlist);
    // Nothing to leave out: the whole playlist is the answer (RFC 8216bis, 6.2.5.1).
    if (!delta) return this.text(this.#revision, false, () => playlist);
    return new PrintedText(printMediaPlaylist(delta), `${this.#tag}-${this.#revision}d`);
  }
}
