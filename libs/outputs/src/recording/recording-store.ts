import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type Log, type RandomBytes, systemRandom, TypedEvents } from '#kernel';
import { clipFile, clipImage } from '../clips/clip.js';
import { foldersIn } from './folders-in.js';
import { recordingFolder } from './recording-files.js';
import { newSummary, type RecordingSummary } from './recording-summary.js';
import { storedRecordings } from './stored-recordings.js';
import { writeSummary } from './summary-file.js';

export interface RecordingStoreOptions {
  /** Of all recordings: a folder for each show, in it one for each recording. */
  root: string;
  clock: Clock;
  log: Log;
  random?: RandomBytes;
}

export interface RecordingStoreEvents {
  changed: RecordingSummary;
  removed: { id: string; showId: string };
  /** Another node has gone on with it: what lies here is no recording any more. */
  abandoned: { id: string; showId: string };
}

const ID_BYTES = 15;
/** What copies or makes files of a recording may still write one when the recording is deleted. */
const REMOVAL = { recursive: true, force: true, maxRetries: 3 };

/** All recordings on this disk: what is known of each is kept beside its media. */
export class RecordingStore {
  readonly events = new TypedEvents<RecordingStoreEvents>();
  readonly #options: RecordingStoreOptions;
  readonly #recordings = new Map<string, RecordingSummary>();
  readonly #saving = new Map<string, Promise<void>>();

  private constructor(options: RecordingStoreOptions) {
    this.#options = options;
  }

  static async open(options: RecordingStoreOptions): Promise<RecordingStore> {
    const { root } = options;
    const store = new RecordingStore(options);
    await mkdir(root, { recursive: true });
    for (const showId of await foldersIn(root))
      for (const summary of await storedRecordings(root, showId)) store.#recordings.set(summary.id, summary);
    return store;
  }

  get all(): readonly RecordingSummary[] {
    return [...this.#recordings.values()];
  }

  get showIds(): string[] {
    return [...new Set(this.all.map(({ showId }) => showId))];
  }

  find(id: string): RecordingSummary | undefined {
    return this.#recordings.get(id);
  }

  of(showId: string): RecordingSummary[] {
    return this.all.filter((each) => each.showId === showId);
  }

  folderOf({ showId, id }: Pick<RecordingSummary, 'showId' | 'id'>): string {
    return recordingFolder(this.#options.root, showId, id);
  }

  /** Recordings of one stretch of a show, one for each format, start at the same time. */
  async create(
    showId: string,
    { format, startedAtMs = this.#options.clock.wallMs() }: { format?: string; startedAtMs?: number } = {},
  ): Promise<RecordingSummary> {
    const { random = systemRandom } = this.#options;
    const id = `rec_${Buffer.from(random(ID_BYTES)).toString('base64url')}`;
    const summary = newSummary(id, showId, Math.round(startedAtMs), format);
    await mkdir(this.folderOf(summary), { recursive: true });
    this.#recordings.set(id, summary);
    await this.change(id, {});
    return summary;
  }

  /** A recording of another node under its id, as far as that node told. */
  async adopt(recording: RecordingSummary): Promise<void> {
    await mkdir(this.folderOf(recording), { recursive: true });
    this.#recordings.set(recording.id, recording);
    await this.change(recording.id, {});
  }

  /** Another node goes on with it: the files here go, the recording stays. */
  abandon(id: string): Promise<void> {
    return this.#drop(id, 'abandoned');
  }

  /** Known at once, on disk when it resolves. Nothing where the recording was removed meanwhile. */
  async change(id: string, change: Partial<RecordingSummary>): Promise<void> {
    const known = this.#recordings.get(id);
    if (known === undefined) return;
    const summary = { ...known, ...change };
    this.#recordings.set(id, summary);
    this.events.emit('changed', summary);
    const saving = (this.#saving.get(id) ?? Promise.resolve()).then(() => this.#save(id));
    this.#saving.set(id, saving);
    await saving;
  }

  /** With all its files. */
  remove(id: string): Promise<void> {
    return this.#drop(id, 'removed');
  }

  async #drop(id: string, why: 'removed' | 'abandoned'): Promise<void> {
    const known = this.#recordings.get(id);
    if (known === undefined) return;
    this.#recordings.delete(id);
    this.events.emit(why, { id, showId: known.showId });
    await this.#saving.get(id);
    this.#saving.delete(id);
    await rm(this.folderOf(known), REMOVAL);
    this.#options.log.info(`outputs.recording | ${why}`, { recordingId: id, showId: known.showId });
  }

  async removeClip(id: string, clipId: string): Promise<void> {
    const known = this.#recordings.get(id);
    if (!known?.clips.some((clip) => clip.clipId === clipId)) return;
    // Its files are gone before the list says so.
    for (const name of [clipFile(clipId), clipImage(clipId)])
      await rm(join(this.folderOf(known), name), { force: true });
    const clip = known.clips.find((each) => each.clipId === clipId);
    const isHere = known.archive?.isLocal !== false;
    const bytes = isHere ? await this.bytesOf(known) : Math.max(0, known.bytes - (clip?.bytes ?? 0));
    const clips = this.find(id)?.clips.filter((clip) => clip.clipId !== clipId) ?? [];
    await this.change(id, { bytes, clips });
  }

  async removeAllOf(showId: string): Promise<void> {
    for (const { id } of this.of(showId)) await this.remove(id);
    await rm(join(this.#options.root, showId), { recursive: true, force: true });
  }

  /** What the files of a recording take. */
  async bytesOf(recording: RecordingSummary): Promise<number> {
    const folder = this.folderOf(recording);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const sizes = entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      );
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  async #save(id: string): Promise<void> {
    const newest = this.#recordings.get(id);
    if (newest === undefined) return;
    try {
      await writeSummary(this.folderOf(newest), newest);
    } catch (error) {
      this.#options.log.error('outputs.recording | its summary cannot be written', {
        recordingId: id,
        error,
      });
    }
  }
}
