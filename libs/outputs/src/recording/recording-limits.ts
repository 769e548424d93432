import type { Clock, Log } from '#kernel';
import type { RecordingStore } from './recording-store.js';
import type { RecordingSummary } from './recording-summary.js';

export interface RecordingLimitsOptions {
  store: RecordingStore;
  /** Of all recordings together. */
  limitBytes: number;
  /** From the end of a recording; without it, for ever. */
  keepMs: number | undefined;
  /** Where there is a second copy of them, the disk is given back instead. False where that is not whole yet. */
  evict?: ((recordingId: string) => Promise<boolean>) | undefined;
  clock: Clock;
  log: Log;
}

const REVIEW_MS = 60_000;

/**
 * Deletes recordings that were kept long enough, and the oldest while all together take too much of the disk. With an
 * archive nothing is deleted for the disk's sake.
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
    const { store, limitBytes, keepMs, evict, clock, log } = this.#options;
    const nowMs = clock.wallMs();
    const kept = store.all.filter(isOver).sort((a, b) => a.startedAtMs - b.startedAtMs);
    let bytes = store.all.reduce((sum, each) => sum + bytesHere(each), 0);
    for (const recording of kept) {
      const { id, showId, endedAtMs } = recording;
      const isOld = keepMs !== undefined && nowMs - (endedAtMs ?? nowMs) > keepMs;
      if (!isOld && (bytes <= limitBytes || bytesHere(recording) === 0)) continue;
      if (!isOld && evict !== undefined) {
        if (await evict(id)) bytes -= recording.bytes;
        continue;
      }
      log.info('outputs.limits | a recording is deleted', { recordingId: id, showId, isOld });
      bytes -= bytesHere(recording);
      await store.remove(id);
    }
  }

  close(): void {
    this.#cancel();
  }
}

const bytesHere = ({ archive, bytes }: RecordingSummary): number => (archive?.isLocal === false ? 0 : bytes);

const isOver = ({ state }: RecordingSummary): boolean => state === 'ready' || state === 'failed';
