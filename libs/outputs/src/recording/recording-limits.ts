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
    const { store, log } = this.#options;
    const held = new HeldBytes(store.all);
    for (const recording of this.#over) {
      const why = this.#whyNot(recording, held);
      if (why === undefined) continue;
      const { id, showId } = recording;
      log.info('outputs.limits | a recording is deleted', { recordingId: id, showId, why });
      held.add(recording, -1);
      await store.remove(id);
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
  #whyNot(
    { showId, endedAtMs, archive }: RecordingSummary,
    held: HeldBytes,
  ): 'old' | 'show-limit' | 'archive-limit' | undefined {
    const { keepMs, showLimitBytes = NO_LIMIT, archiveLimitBytes = NO_LIMIT, clock } = this.#options;
    const nowMs = clock.wallMs();
    if (keepMs !== undefined && nowMs - (endedAtMs ?? nowMs) > keepMs) return 'old';
    if (held.of(showId) > showLimitBytes) return 'show-limit';
    if (archive != null && held.inArchive > archiveLimitBytes) return 'archive-limit';
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

/** What recordings take, summed up once: an archive may hold very many. */
class HeldBytes {
  inArchive = 0;
  readonly #byShow = new Map<string, number>();

  constructor(recordings: readonly RecordingSummary[]) {
    for (const recording of recordings) this.add(recording, 1);
  }

  of(showId: string): number {
    return this.#byShow.get(showId) ?? 0;
  }

  add({ showId, bytes, archive }: RecordingSummary, sign: 1 | -1): void {
    this.#byShow.set(showId, this.of(showId) + sign * bytes);
    if (archive != null) this.inArchive += sign * bytes;
  }
}

const bytesHere = ({ archive, bytes }: RecordingSummary): number => (archive?.isLocal === false ? 0 : bytes);

const isOver = ({ state }: RecordingSummary): boolean => state === 'ready' || state === 'failed';
