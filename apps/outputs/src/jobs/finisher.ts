import type { Clock, Log } from '#kernel';
import type { JobOrder, JobResult, RecordingStore, RecordingSummary } from '#outputs';

export interface FinisherOptions {
  store: RecordingStore;
  run(order: JobOrder, signal: AbortSignal, onProgress: (done: number) => void): Promise<JobResult>;
  clock: Clock;
  log: Log;
}

/** Makes what a recording that is over still needs, one at a time, the oldest first. */
export class Finisher {
  readonly #options: FinisherOptions;
  readonly #abort = new AbortController();
  #working: Promise<void> | undefined;

  constructor(options: FinisherOptions) {
    this.#options = options;
    options.store.events.on('changed', ({ state }) => {
      if (state === 'finishing') this.review();
    });
  }

  review(): void {
    if (this.#abort.signal.aborted) return;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async close(): Promise<void> {
    this.#abort.abort(new Error('closed'));
    await this.#working;
  }

  async #work(): Promise<void> {
    const { store } = this.#options;
    const next = () => store.all.find(({ state }) => state === 'finishing');
    for (let recording = next(); recording && !this.#abort.signal.aborted; recording = next())
      await this.#finish(recording);
  }

  async #finish(recording: RecordingSummary): Promise<void> {
    const { store, run, log } = this.#options;
    const { id, showId } = recording;
    try {
      const folder = store.folderOf(recording);
      const { mp4Bytes = 0 } = await run({ kind: 'mp4', folder }, this.#abort.signal, () => undefined);
      await store.change(id, { state: 'ready', mp4Bytes, bytes: await store.bytesOf(recording) });
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      log.error('outputs.finish | failed', { recordingId: id, showId, error });
      await store.change(id, { state: 'failed' });
    }
  }
}
