import type { Clock, Log } from '#kernel';
import type { RecordingStore } from './recording-store.js';
import type { RecordingSummary } from './recording-summary.js';

export interface RecordingLimitsOptions {
  store: RecordingStore;
  /** Of all recordings together. */
  limitBytes: number;
  /** From the end of a recording; without it, for ever. */
  keepMs: number | undefined;
  clock: Clock;
  log: Log;
}

const REVIEW_MS = 60_000;

/** Deletes recordings that were kept long enough, and the oldest while all together take too much. */
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
    const { store, limitBytes, keepMs, clock, log } = this.#options;
    const nowMs = clock.wallMs();
    const kept = store.all.filter(isOver).sort((a, b) => a.startedAtMs - b.startedAtMs);
    let bytes = store.all.reduce((sum, each) => sum + each.bytes, 0);
    for (const recording of kept) {
      const { id, showId, endedAtMs } = recording;
      const isOld = keepMs !== undefined && nowMs - (endedAtMs ?? nowMs) > keepMs;
      if (!isOld && bytes <= limitBytes) continue;
      log.info('outputs.limits | a recording is deleted', { recordingId: id, showId, isOld });
      bytes -= recording.bytes;
      await store.remove(id);
    }
  }

  close(): void {
    this.#cancel();
  }
}

const isOver = ({ state }: RecordingSummary): boolean => state === 'ready' || state === 'failed';
