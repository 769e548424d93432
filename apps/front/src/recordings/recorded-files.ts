import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Clock } from '#kernel';
import { archivePrefix, type ByteRange, type ObjectFacts, type ObjectStore, OpenedArchive } from '#outputs';

export interface RecordedFile {
  bytes: number;
  /** Without quotes; the same as long as the bytes are. */
  tag: string;
  read(range: ByteRange): Promise<Readable>;
  /** Where the browser may save it from, not through this server. */
  linkTo(wish: { seconds: number; type: string; saveAs: string }): Promise<string | undefined>;
}

export interface RecordedFilesOptions {
  root: string;
  /** Nothing where all recordings are on this disk. */
  openArchive?: (() => Promise<ObjectStore>) | undefined;
  clock: Clock;
}

/** A player asks for hundreds of pieces of one file. */
const KNOWN_FOR_MS = 60_000;
const MOST_KNOWN = 1_000;

/** The files of recordings, from this disk, else from the archive. Rejects where the archive cannot be reached. */
export class RecordedFiles {
  readonly #options: RecordedFilesOptions;
  readonly #known = new Map<string, { facts: ObjectFacts; untilMs: number }>();
  readonly #archive: OpenedArchive;

  constructor(options: RecordedFilesOptions) {
    this.#options = options;
    this.#archive = new OpenedArchive(options.openArchive);
  }

  async find(showId: string, id: string, name: string): Promise<RecordedFile | undefined> {
    const path = join(this.#options.root, showId, id, name);
    const file = await stat(path).catch(() => undefined);
    if (file?.isFile())
      return {
        bytes: file.size,
        tag: `${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}`,
        read: async (range) => createReadStream(path, range),
        linkTo: async () => undefined,
      };
    const archive = await this.#archive.get();
    return archive && this.#archived(archive, archivePrefix({ showId, id }) + name);
  }

  async #archived(archive: ObjectStore, key: string): Promise<RecordedFile | undefined> {
    const facts = await this.#factsOf(archive, key);
    if (facts === undefined) return undefined;
    return {
      bytes: facts.bytes,
      tag: facts.tag,
      read: (range) => archive.read(key, range),
      linkTo: (wish) => archive.linkTo(key, wish),
    };
  }

  async #factsOf(archive: ObjectStore, key: string): Promise<ObjectFacts | undefined> {
    const nowMs = this.#options.clock.monotonicMs();
    const known = this.#known.get(key);
    if (known !== undefined && known.untilMs > nowMs) return known.facts;
    this.#known.delete(key);
    const facts = await archive.facts(key);
    if (facts === undefined) return undefined;
    this.#known.set(key, { facts, untilMs: nowMs + KNOWN_FOR_MS });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    return facts;
  }
}
