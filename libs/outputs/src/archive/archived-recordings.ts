import type { Clock, Log } from '#kernel';
import type { RecordingStore } from '../recording/recording-store.js';
import type { Catalogue, CatalogueEntry, StoredEntry } from './catalogue.js';
import type { RecordingArchive } from './recording-archive.js';

export interface ArchivedRecordingsOptions {
  catalogue: Catalogue;
  archive: RecordingArchive;
  store: RecordingStore;
  /** Recordings of these shows are in the archive: `judge` must say which shows the site has. */
  onFound(showIds: readonly string[]): void;
  clock: Clock;
  log: Log;
}

const REVIEW_MS = 60_000;
const MOST_ASKED = 1_000;

/**
 * Recordings that other nodes have stored, known here as well: lists, playback, edits and retention are the same at every
 * node, and remain when the node is gone that recorded. Their files stay in the archive until work on them needs them here.
 */
export class ArchivedRecordings {
  readonly #options: ArchivedRecordingsOptions;
  readonly #cancel: () => void;
  /** Shows of this site. The store may hold recordings of others, or of shows that a restored database has lost. */
  readonly #shows = new Set<string>();
  readonly #others = new Set<string>();
  readonly #asked = new Set<string>();
  #reviewing: Promise<void> | undefined;

  constructor(options: ArchivedRecordingsOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(REVIEW_MS, () => void this.review());
  }

  /** The site has these shows, and not the others. */
  async judge(showIds: readonly string[], otherIds: readonly string[]): Promise<void> {
    for (const showId of showIds) this.#shows.add(showId);
    for (const showId of otherIds) this.#others.add(showId);
    await this.#reviewing;
    await this.review();
  }

  /** The show is deleted. */
  forget(showId: string): void {
    this.#shows.delete(showId);
    this.#others.add(showId);
  }

  /** One at a time. A store that is away gets its next chance with the next review. */
  review(): Promise<void> {
    this.#reviewing ??= this.#review()
      .catch((error) =>
        this.#options.log.warn('outputs.catalogue | recordings of other nodes are not known yet', { error }),
      )
      .finally(() => {
        this.#reviewing = undefined;
      });
    return this.#reviewing;
  }

  close(): void {
    this.#cancel();
  }

  async #review(): Promise<void> {
    this.#asked.clear();
    await this.#options.catalogue.review((entry) => this.#take(entry));
    if (this.#asked.size > 0) this.#options.onFound([...this.#asked].slice(0, MOST_ASKED));
  }

  async #take(entry: CatalogueEntry): Promise<boolean> {
    const { store } = this.#options;
    if (entry.kind === 'stored') return this.#takeStored(entry);
    if (store.find(entry.id) !== undefined) await store.remove(entry.id);
    return true;
  }

  async #takeStored(entry: StoredEntry): Promise<boolean> {
    const { catalogue, archive, store } = this.#options;
    const { id, showId } = entry.recording;
    const known = store.find(id);
    if (known === undefined && this.#others.has(showId)) return true;
    if (known === undefined && !this.#shows.has(showId)) {
      this.#asked.add(showId);
      return false;
    }
    if (known !== undefined && catalogue.isOurs(entry)) return true;
    // It is being made here, or is about to be given up to the other node.
    if (known?.archive === null) return false;
    return archive.adopt(entry);
  }
}
