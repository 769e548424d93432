import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock, Log } from '#kernel';
import { showIdSchema } from '../link/show-id.js';
import { SUMMARY_NAME } from '../recording/recording-files.js';
import { type RecordingSummary, recordingSummarySchema } from '../recording/recording-summary.js';
import { type ArchivedFile, archivedFilesSchema } from './archive-manifest.js';
import type { ObjectStore } from './object-store.js';
import { readWhole } from './read-whole.js';

const CATALOGUE_PREFIX = 'catalogue/';

const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('stored'),
    /** The node that wrote it last. */
    holder: z.string().max(64),
    storedAtMs: z.number(),
    recording: recordingSummarySchema,
    /** Without the summary. */
    files: archivedFilesSchema,
  }),
  z.strictObject({
    kind: z.literal('deleted'),
    showId: showIdSchema,
    id: z.string().max(64),
    deletedAtMs: z.number(),
  }),
]);
export type CatalogueEntry = z.output<typeof entrySchema>;
export type StoredEntry = Extract<CatalogueEntry, { kind: 'stored' }>;

export interface CatalogueOptions {
  objects: ObjectStore;
  /** Of this node, the same over restarts. */
  holder: string;
  clock: Clock;
  log: Log;
}

const WITHIN_MS = 5_000;
const MOST_ENTRY_BYTES = 1024 ** 2;
/** A node that was away for longer keeps what it has of a deleted recording. */
const DELETED_KEPT_MS = 30 * 86_400_000;

type Named = Pick<RecordingSummary, 'showId' | 'id'>;
type Files = Record<string, ArchivedFile>;

const keyOf = ({ showId, id }: Named): string => `${CATALOGUE_PREFIX}${showId}/${id}.json`;

const withoutSummary = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name !== SUMMARY_NAME)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The same for the same recording at every node: where its files lie is not part of it. */
export function digestOf(recording: RecordingSummary, files: Files): string {
  const known = recordingSummarySchema.parse({ ...recording, archive: null });
  return createHash('sha256')
    .update(JSON.stringify([known, withoutSummary(files)]))
    .digest('base64url');
}

/** What nodes tell each other of recordings in the archive: a small object for each, found by one listing. */
export class Catalogue {
  readonly #options: CatalogueOptions;
  /** Tags of what was read, by key. */
  readonly #read = new Map<string, string>();

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  isOurs({ holder }: StoredEntry): boolean {
    return holder === this.#options.holder;
  }

  async note(recording: RecordingSummary, files: Files): Promise<void> {
    const { holder, clock } = this.#options;
    const storedAtMs = recording.archive?.storedAtMs ?? clock.wallMs();
    await this.#write(recording, {
      ...{ kind: 'stored', holder, storedAtMs },
      ...{ recording: { ...recording, archive: null }, files: withoutSummary(files) },
    });
  }

  async noteDeleted({ showId, id }: Named): Promise<void> {
    const deletedAtMs = Math.round(this.#options.clock.wallMs());
    await this.#write({ showId, id }, { kind: 'deleted', showId, id, deletedAtMs });
  }

  /** What was written since it was read last. What is not `taken` is read again with the next review. */
  async review(take: (entry: CatalogueEntry) => Promise<boolean>): Promise<void> {
    const { objects, clock, log } = this.#options;
    for (const { key, bytes, tag } of await objects.list(CATALOGUE_PREFIX)) {
      if (this.#read.get(key) === tag) continue;
      // One that is too large would end this review and each later one.
      const entry = bytes > MOST_ENTRY_BYTES ? undefined : await this.#entryAt(key);
      if (entry === undefined) log.warn('outputs.catalogue | an entry cannot be read', { key });
      else if (entry.kind === 'deleted' && clock.wallMs() - entry.deletedAtMs > DELETED_KEPT_MS)
        await objects.remove(key);
      else if (!(await take(entry))) continue;
      this.#read.set(key, tag);
    }
  }

  async #entryAt(key: string): Promise<CatalogueEntry | undefined> {
    const { objects } = this.#options;
    const bytes = await readWhole(objects, key, { mostBytes: MOST_ENTRY_BYTES, withinMs: WITHIN_MS });
    try {
      const entry = entrySchema.parse(JSON.parse(bytes.toString()));
      return key === keyOf(entry.kind === 'stored' ? entry.recording : entry) ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  #write(named: Named, entry: CatalogueEntry): Promise<void> {
    const signal = AbortSignal.timeout(WITHIN_MS);
    return this.#options.objects.putBytes(keyOf(named), Buffer.from(JSON.stringify(entry)), signal);
  }
}
