import { Worker } from 'node:worker_threads';
import type { ProgrammeSettings } from './settings.js';
import type { FromThread, ToThread } from './thread-messages.js';

/** The thread of a programme that has not begun: its code is loaded, and for settings that are known its encoders wait. */
export class PreparedThread {
  readonly worker: Worker;
  readonly #ended: Promise<void>;
  #isAlive = true;

  static start(): PreparedThread {
    return new PreparedThread(
      new Worker(new URL('./programme-thread.js', import.meta.url), { name: 'programme' }),
    );
  }

  private constructor(worker: Worker) {
    this.worker = worker;
    // The end says the same, and the programme that has begun with it listens by itself.
    worker.on('error', () => undefined);
    this.#ended = new Promise((resolve) =>
      worker.once('exit', () => {
        this.#isAlive = false;
        resolve();
      }),
    );
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Resolves when its encoders are warm, or cannot be started: the programme that begins then tells why. */
  async prepare(settings: ProgrammeSettings): Promise<void> {
    const prepared = new Promise<void>((resolve) => {
      const hear = (message: FromThread) => {
        if (message.kind !== 'prepared') return;
        this.worker.off('message', hear);
        resolve();
      };
      this.worker.on('message', hear);
    });
    this.worker.postMessage({ kind: 'prepare', settings } satisfies ToThread);
    await Promise.race([prepared, this.#ended]);
  }
}
