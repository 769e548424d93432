import type { Log } from '#kernel';
import type { OpenShow } from './open-show.js';

/** How long an ended show can be rewound before it is forgotten. */
export interface OpenShowsOptions {
  open: (showId: string) => Promise<OpenShow>;
  log: Log;
}

/** The shows that this process has open. Opening an open one answers with the same. */
export class OpenShows {
  readonly #options: OpenShowsOptions;
  readonly #opening = new Map<string, Promise<OpenShow>>();
  readonly #open = new Map<string, OpenShow>();

  constructor(options: OpenShowsOptions) {
    this.#options = options;
  }

  get all(): readonly OpenShow[] {
    return [...this.#open.values()];
  }

  find(showId: string): OpenShow | undefined {
    return this.#open.get(showId);
  }

  open(showId: string): Promise<OpenShow> {
    const known = this.#opening.get(showId);
    if (known !== undefined) return known;
    const opening = this.#options.open(showId).then((show) => {
      this.#open.set(showId, show);
      return show;
    });
    this.#opening.set(showId, opening);
    opening.catch(() => this.#opening.delete(showId));
    return opening;
  }

  forget(showId: string): void {
    this.#open.delete(showId);
    this.#opening.delete(showId);
  }

  async suspendAll(): Promise<void> {
    await Promise.allSettled([...this.#opening.values()]);
    const results = await Promise.allSettled(this.all.map((show) => show.suspend()));
    for (const result of results) {
      if (result.status === 'rejected') {
        this.#options.log.error('broadcast.suspend | failed', { error: result.reason as Error });
      }
    }
    this.#open.clear();
    this.#opening.clear();
  }
}
