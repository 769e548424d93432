import { constants, gzipSync } from 'node:zlib';
import { deltaOf, type MediaPlaylist, printMediaPlaylist } from '#media';

/** A playlist as text, printed once and compressed at most once, however many ask. */
export class PrintedText {
  readonly plain: Buffer;
  readonly etag: string;
  #gzip: Buffer | undefined;

  constructor(text: string, etag: string) {
    this.plain = Buffer.from(text);
    this.etag = etag;
  }

  get gzip(): Buffer {
    this.#gzip ??= gzipSync(this.plain, { level: constants.Z_BEST_SPEED });
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
