import type { Log } from '#kernel';
import type { Command } from './wire.js';

/** From the start of the database's thread to its end. */
export interface Life {
  /** Resolves with the reason. */
  readonly ended: Promise<string>;
  ask<Result>(command: Command): Promise<Result>;
  close(): Promise<void>;
}

/** The embedded database across the lives of its thread: one that died is restarted by the next call. */
export class EmbeddedEngine {
  readonly #startLife: () => Promise<Life>;
  readonly #log: Log;
  #life: Promise<Life> | undefined;
  #closing: Promise<void> | undefined;

  static async create(startLife: () => Promise<Life>, log: Log): Promise<EmbeddedEngine> {
    const engine = new EmbeddedEngine(startLife, log);
    await engine.life();
    return engine;
  }

  private constructor(startLife: () => Promise<Life>, log: Log) {
    this.#startLife = startLife;
    this.#log = log;
  }

  life(): Promise<Life> {
    if (this.#closing !== undefined) return Promise.reject(new Error('the embedded database is closed'));
    this.#life ??= this.#start();
    return this.#life;
  }

  async ask<Result>(command: Command): Promise<Result> {
    return (await this.life()).ask<Result>(command);
  }

  close(): Promise<void> {
    const life = this.#life;
    this.#closing ??= Promise.resolve(life)
      .catch(() => undefined)
      .then((started) => started?.close());
    return this.#closing;
  }

  #start(): Promise<Life> {
    const starting = this.#startLife();
    const forget = () => {
      if (this.#life === starting) this.#life = undefined;
    };
    starting.then(async (life) => {
      const reason = await life.ended;
      forget();
      if (this.#closing === undefined)
        this.#log.error('data.embedded | the database thread died', { reason });
    }, forget);
    return starting;
  }
}
