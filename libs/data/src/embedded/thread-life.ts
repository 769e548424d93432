import { Worker } from 'node:worker_threads';
import type { Life } from './embedded-engine.js';
import type { Answered, Asked, Command, Failure, Opening } from './wire.js';

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

const errorOf = ({ name, message, cause }: Failure): Error =>
  Object.assign(new Error(message, { cause }), { name });

/** One life of the database's thread. Calls that wait for an answer when it ends are rejected. */
export class ThreadLife implements Life {
  readonly ended: Promise<string>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #isOver = false;

  /** The thread loads its code, and waits to be told the folder. */
  static load(): ThreadLife {
    return new ThreadLife(new Worker(new URL('./database-thread.js', import.meta.url), { name: 'database' }));
  }

  async open(folder: string): Promise<ThreadLife> {
    const opened = new Promise<void>((resolve) => this.#worker.once('message', () => resolve()));
    this.#worker.postMessage({ folder } satisfies Opening);
    await Promise.race([
      opened,
      this.ended.then((reason) => {
        throw new Error(`the embedded database did not open: ${reason}`);
      }),
    ]);
    return this;
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: Answered) => this.#hear(message));
    this.ended = new Promise((resolve) => {
      worker.once('error', (error: Error) => resolve(error.message));
      worker.once('exit', (code) => resolve(`its thread ended with ${code}`));
    });
    void this.ended.then((reason) => this.#over(reason));
  }

  ask<Result>(command: Command): Promise<Result> {
    if (this.#isOver) return Promise.reject(new Error('the embedded database has ended'));
    this.#asked += 1;
    const asked: Asked = { id: this.#asked, command };
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(asked.id, { resolve, reject });
      this.#worker.postMessage(asked);
    });
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    await this.ask({ do: 'close' });
    await this.ended;
  }

  #hear(message: Answered): void {
    if ('opened' in message) return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('failure' in message) waiting?.reject(errorOf(message.failure));
    else waiting?.resolve(message.result as never);
  }

  #over(reason: string): void {
    this.#isOver = true;
    for (const { reject } of this.#waiting.values())
      reject(new Error(`the embedded database ended: ${reason}`));
    this.#waiting.clear();
  }
}
