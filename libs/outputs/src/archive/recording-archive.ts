import type { Clock, Log, RandomBytes } from '#kernel';
import { clipFile, clipImage } from '../clips/clip.js';
import type { RecordingStore } from '../recording/recording-store.js';
import type { RecordingSummary } from '../recording/recording-summary.js';
import { readManifest, writeManifest } from './archive-manifest.js';
import { type Catalogue, digestOf, type StoredEntry } from './catalogue.js';
import type { ObjectStore } from './object-store.js';
import type { RemovedPrefixes } from './removed-prefixes.js';
import { adoptFiles, dropLocal, fetchFiles, storeChanges, storeFiles, type Transfer } from './transfer.js';

export interface RecordingArchiveOptions {
  store: RecordingStore;
  objects: ObjectStore;
  removed: RemovedPrefixes;
  /** Where other nodes learn of it. */
  catalogue?: Catalogue | undefined;
  clock: Clock;
  random: RandomBytes;
  log: Log;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

export const archivePrefix = ({ showId, id }: Pick<RecordingSummary, 'showId' | 'id'>): string =>
  `${showId}/${id}/`;

/**
 * Keeps a copy of every recording that is over in an object store. Recordings are written to the disk first, so a store
 * that is away or slow holds nothing up: its work waits, survives restarts, and is done one file after the other.
 */
export class RecordingArchive {
  readonly #options: RecordingArchiveOptions;
  /** Recordings that may have changed. */
  readonly #waiting = new Set<string>();
  /** What is taken from other nodes is not sent back. */
  readonly #adopting = new Map<string, Promise<void>>();
  /** Several jobs may want the same files. */
  readonly #restoring = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  readonly #offs: (() => void)[];
  /** What is being sent now, and what ends that. */
  #current: { id: string; abort: AbortController } | undefined;
  #running: Promise<void> | undefined;
  #cancelRetry: (() => void) | undefined;
  #failures = 0;

  constructor(options: RecordingArchiveOptions) {
    this.#options = options;
    const { events } = options.store;
    this.#offs = [
      events.on('changed', ({ id }) => this.#want(id)),
      events.on('removed', (recording) => this.#forget(recording)),
    ];
    for (const { id } of options.store.all) this.#want(id);
    this.#run();
  }

  /** The files of a recording are on this disk when it resolves: work on them needs them there. */
  restore(id: string): Promise<void> {
    const restoring = this.#restoring.get(id) ?? this.#restore(id).finally(() => this.#restoring.delete(id));
    this.#restoring.set(id, restoring);
    return restoring;
  }

  async #restore(id: string): Promise<void> {
    // Its files go: they are fetched afterwards, as the other node left them.
    await this.#adopting.get(id)?.catch(() => undefined);
    const recording = this.#options.store.find(id);
    if (recording?.archive?.isLocal !== false) return;
    await fetchFiles(this.#transferOf(recording, this.#closing.signal));
    const { archive } = this.#options.store.find(id) ?? {};
    if (archive) await this.#options.store.change(id, { archive: { ...archive, isLocal: true } });
  }

  /** The disk is needed: the files stay in the archive alone. False where they are not stored yet. */
  async evict(id: string): Promise<boolean> {
    const { store, log } = this.#options;
    const recording = store.find(id);
    if (!recording?.archive?.isLocal || this.#isBusy(id)) return false;
    if (!(await dropLocal(store.folderOf(recording)))) return false;
    await store.change(id, { archive: { ...recording.archive, isLocal: false } });
    log.info('outputs.archive | no longer on this disk', { recordingId: id });
    return true;
  }

  /** Another node has stored or changed it: what is here of it goes. False while this node sends or fetches it. */
  async adopt({ recording, storedAtMs, files }: StoredEntry): Promise<boolean> {
    const { id } = recording;
    const { store, log } = this.#options;
    const folder = store.folderOf(recording);
    const noted = digestOf(recording, files);
    if (store.find(id) !== undefined && (await readManifest(folder)).noted === noted) return true;
    if (this.#isBusy(id)) return false;
    const adopting = adoptFiles(folder, { files, noted }, () =>
      store.adopt({ ...recording, archive: { storedAtMs, isLocal: false } }),
    );
    this.#adopting.set(id, adopting);
    await adopting.finally(() => this.#adopting.delete(id));
    log.info('outputs.archive | known from another node', { recordingId: id, showId: recording.showId });
    return true;
  }

  /** What is being sent is given up; the next process goes on with it. */
  async close(): Promise<void> {
    for (const off of this.#offs.splice(0)) off();
    this.#closing.abort(new Error('the process ends'));
    this.#current?.abort.abort(new Error('the process ends'));
    this.#cancelRetry?.();
    await this.#running;
    // A deletion that came just now is known to the next process.
    await this.#options.removed.written();
    this.#options.objects.close();
  }

  /** It is to be sent, is being sent, or is being fetched. */
  #isBusy(id: string): boolean {
    return this.#waiting.has(id) || this.#current?.id === id || this.#restoring.has(id);
  }

  #want(id: string): void {
    if (this.#adopting.has(id)) return;
    this.#waiting.add(id);
    this.#run();
  }

  #forget(recording: { id: string; showId: string }): void {
    this.#waiting.delete(recording.id);
    if (this.#current?.id === recording.id) this.#current.abort.abort(new Error('the recording is deleted'));
    this.#options.removed
      .add(archivePrefix(recording))
      .catch((error) => this.#options.log.error('outputs.archive | a deletion cannot be noted', { error }))
      .finally(() => this.#run());
  }

  /** One pass at a time; while a retry is due, what comes waits for it. */
  #run(): void {
    if (this.#running !== undefined || this.#cancelRetry !== undefined || this.#closing.signal.aborted)
      return;
    this.#running = this.#work()
      .then(
        () => this.#succeed(),
        (error: unknown) => this.#fail(error),
      )
      .finally(() => {
        this.#running = undefined;
        if (this.#waiting.size > 0 || this.#options.removed.first !== undefined) this.#run();
      });
  }

  async #work(): Promise<void> {
    const { removed } = this.#options;
    for (let prefix = removed.first; prefix !== undefined; prefix = removed.first) {
      await this.#removeAll(prefix);
      await removed.done(prefix);
    }
    for (const id of [...this.#waiting]) {
      this.#waiting.delete(id);
      const abort = new AbortController();
      this.#current = { id, abort };
      try {
        await this.#store(id, abort.signal);
      } catch (error) {
        // A recording that was deleted meanwhile is no failure of the store.
        if (this.#options.store.find(id) === undefined) continue;
        this.#waiting.add(id);
        throw error;
      } finally {
        this.#current = undefined;
      }
      if (this.#closing.signal.aborted) return;
    }
  }

  async #store(id: string, signal: AbortSignal): Promise<void> {
    const { store, log } = this.#options;
    const recording = store.find(id);
    if (recording === undefined || !isOver(recording)) return;
    const transfer = this.#transferOf(recording, signal);
    if (recording.archive?.isLocal === false) {
      const kept = new Set(recording.clips.flatMap(({ clipId }) => [clipFile(clipId), clipImage(clipId)]));
      await storeChanges(transfer, (name) => /^clip-/.test(name) && !kept.has(name));
      return this.#note(id);
    }
    const { files } = await storeFiles(transfer);
    const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
    const known = store.find(id)?.archive;
    // The summary says that it is stored, and is stored once more with that: its own size does not count.
    if (known !== undefined && known !== null) return this.#note(id);
    await store.change(id, {
      archive: { isLocal: true, storedAtMs: Math.round(this.#options.clock.wallMs()) },
    });
    log.info('outputs.archive | stored', { recordingId: id, showId: recording.showId, bytes });
  }

  async #note(id: string): Promise<void> {
    const { store, catalogue } = this.#options;
    const recording = store.find(id);
    if (catalogue === undefined || recording === undefined) return;
    const manifest = await readManifest(store.folderOf(recording));
    const noted = digestOf(recording, manifest.files);
    if (manifest.noted === noted) return;
    await catalogue.note(recording, manifest.files);
    await writeManifest(store.folderOf(recording), { ...manifest, noted });
  }

  async #removeAll(prefix: string): Promise<void> {
    const { objects, catalogue, log } = this.#options;
    const [showId = '', id = ''] = prefix.split('/');
    await catalogue?.noteDeleted({ showId, id });
    for (const { key } of await objects.list(prefix)) await objects.remove(key);
    log.info('outputs.archive | deleted', { prefix });
  }

  #transferOf(recording: RecordingSummary, signal: AbortSignal): Transfer {
    const { store, objects } = this.#options;
    return { objects, folder: store.folderOf(recording), prefix: archivePrefix(recording), signal };
  }

  #succeed(): void {
    if (this.#failures > 0)
      this.#options.log.info('outputs.archive | works again', { failures: this.#failures });
    this.#failures = 0;
  }

  /** Said once for each time that the store is away. */
  #fail(error: unknown): void {
    if (this.#closing.signal.aborted) return;
    const { clock, random, log } = this.#options;
    if (this.#failures === 0)
      log.warn('outputs.archive | cannot be reached; recordings stay on this disk until it can', { error });
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#cancelRetry = clock.after(longest * (0.5 + (random(1)[0] ?? 0) / 510), () => {
      this.#cancelRetry = undefined;
      this.#run();
    });
  }
}

const isOver = ({ state }: RecordingSummary): boolean => state === 'ready' || state === 'failed';
