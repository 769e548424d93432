import type { Clock, Log, RandomBytes } from '#kernel';
import type { ProgrammeFeed } from '../feed/programme-feed.js';
import { Restream } from './restream.js';
import { RestreamSource } from './restream-source.js';
import type { RestreamStatus, RestreamTarget } from './restream-target.js';
import type { AddressRules } from './target-address.js';

export interface RestreamsOptions {
  ffmpegPath: string;
  rules: AddressRules;
  onStatus(status: RestreamStatus): void;
  random: RandomBytes;
  clock: Clock;
  log: Log;
}

/** The targets of every show on air: those that the server wants now. */
export class Restreams {
  readonly #options: RestreamsOptions;
  readonly #sources = new Map<string, RestreamSource>();
  readonly #wanted = new Map<string, readonly RestreamTarget[]>();
  readonly #running = new Map<string, Map<string, Restream>>();

  constructor(options: RestreamsOptions) {
    this.#options = options;
  }

  get statuses(): RestreamStatus[] {
    return [...this.#running.values()].flatMap((targets) =>
      [...targets.values()].map(({ status }) => status),
    );
  }

  /** All that are wanted of a show, on air or soon. */
  want(showId: string, targets: readonly RestreamTarget[]): void {
    this.#wanted.set(showId, targets);
    this.#review(showId);
  }

  /** The show's programme is there. */
  begin(feed: ProgrammeFeed): void {
    this.#sources.set(feed.showId, new RestreamSource(feed));
    this.#review(feed.showId);
  }

  /** The show is over or gone. */
  async end(showId: string): Promise<void> {
    const running = [...(this.#running.get(showId)?.values() ?? [])];
    this.#running.delete(showId);
    this.#wanted.delete(showId);
    const source = this.#sources.get(showId);
    this.#sources.delete(showId);
    await Promise.all(running.map((restream) => restream.close()));
    source?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sources.keys()].map((showId) => this.end(showId)));
  }

  #review(showId: string): void {
    const source = this.#sources.get(showId);
    if (source === undefined) return;
    const running = this.#running.get(showId) ?? new Map<string, Restream>();
    this.#running.set(showId, running);
    const wanted = this.#wanted.get(showId) ?? [];
    for (const [id, restream] of [...running]) {
      const still = wanted.find((target) => target.id === id);
      if (still?.url === restream.target.url && still.key === restream.target.key) continue;
      running.delete(id);
      void restream.close();
    }
    for (const target of wanted) {
      if (!running.has(target.id))
        running.set(target.id, new Restream({ ...this.#options, showId, target, source }));
    }
  }
}
