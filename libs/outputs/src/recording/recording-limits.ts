import type { Clock, Log } from '#kernel';
import type { RecordingStore } from './recording-store.js';
import type { RecordingSummary } from './recording-summary.js';

export interface RecordingLimitsOptions {
  store: RecordingStore;
  /** Of all recordings together. */
  limitBytes: number;
  /** Of those of one show, here and in the archive. */
  showLimitBytes?: number | undefined;
  /** Of those in the archive. */
  archiveLimitBytes?: number | undefined;
  /** From the end of a recording; without it, for ever. */
  keepMs: number | undefined;
  /** Where there is a second copy of them, the disk is given back instead. False where that is not whole yet. */
  evict?: ((recordingId: string) => Promise<boolean>) | undefined;
  clock: Clock;
  log: Log;
}

const REVIEW_MS = 60_000;

/**
 * Deletes recordings that were kept long enough, and the oldest while those of a show take too much, or all together too
 * much of the disk or the archive. With an archive nothing is deleted for the disk's sake.
 */
export class RecordingLimits {
  readonly #options: RecordingLimitsOptions;
  readonly #cancel: () => void;

  constructor(options: RecordingLimitsOptions) {
    this.#options = options;
    this.#cancel = options.clock.every(REVIEW_MS, () => {
      this.review().catch((error) => options.log.error('outputs.limits | failed', { error }));
    });
  }

  /** A recording that is being made, or finished, is never deleted. */
  async review(): Promise<void> {
    for (const recording of this.#over) {
      const why = this.#whyNot(recording);
      if (why === undefined) continue;
      const { id, showId } = recording;
      this.#options.log.info('outputs.limits | a recording is deleted', { recordingId: id, showId, why });
      await this.#options.store.remove(id);
    }
    await this.#freeDisk();
  }

  close(): void {
    this.#cancel();
  }

  /** The oldest first. */
  get #over(): RecordingSummary[] {
    return this.#options.store.all.filter(isOver).sort((a, b) => a.startedAtMs - b.startedAtMs);
  }

  /** Why it may be kept no longer, archive or not. */
  #whyNot({
    showId,
    endedAtMs,
    archive,
  }: RecordingSummary): 'old' | 'show-limit' | 'archive-limit' | undefined {
    const { store, keepMs, showLimitBytes = NO_LIMIT, archiveLimitBytes = NO_LIMIT, clock } = this.#options;
    const nowMs = clock.wallMs();
    if (keepMs !== undefined && nowMs - (endedAtMs ?? nowMs) > keepMs) return 'old';
    const { all } = store;
    if (sumOf(all.filter((each) => each.showId === showId)) > showLimitBytes) return 'show-limit';
    if (archive != null && sumOf(all.filter((each) => each.archive != null)) > archiveLimitBytes)
      return 'archive-limit';
    return undefined;
  }

  async #freeDisk(): Promise<void> {
    const { store, limitBytes, evict, log } = this.#options;
    let bytes = store.all.reduce((sum, each) => sum + bytesHere(each), 0);
    for (const recording of this.#over) {
      const { id, showId } = recording;
      if (bytes <= limitBytes || bytesHere(recording) === 0) continue;
      if (evict !== undefined) {
        if (await evict(id)) bytes -= recording.bytes;
        continue;
      }
      log.info('outputs.limits | a recording is deleted', { recordingId: id, showId, why: 'disk-limit' });
      bytes -= bytesHere(recording);
      await store.remove(id);
    }
  }
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

const sumOf = (recordings: readonly RecordingSummary[]): number =>
  recordings.reduce((sum, { bytes }) => sum + bytes, 0);

const bytesHere = ({ archive, bytes }: RecordingSummary): number => (archive?.isLocal === false ? 0 : bytes);

const isOver = ({ state }: RecordingSummary): boolean => state === 'ready' || state === 'failed';
