import { type Clock, type Log, TypedEvents } from '#kernel';
import type { OpenShow } from './open-show.js';

export interface OpenShowsOptions {
  open: (showId: string) => Promise<OpenShow>;
  /** How long an ended show can still be played. */
  keepEndedMs: number;
  clock: Clock;
  log: Log;
}

export interface OpenShowsEvents {
  opened: OpenShow;
  /** The running side gave a show up. */
  failed: { showId: string; reason: string };
  /** An ended show cannot be played any more. */
  forgotten: OpenShow;
}

/** The shows that this process has open. Opening an open one answers with the same. */
export class OpenShows {
  readonly events = new TypedEvents<OpenShowsEvents>();
  readonly #options: OpenShowsOptions;
  readonly #opening = new Map<string, Promise<OpenShow>>();
  readonly #open = new Map<string, OpenShow>();
  readonly #cancels = new Set<() => void>();

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
    const opening = this.#options.open(showId).then((show) => this.#watch(show));
    this.#opening.set(showId, opening);
    opening.catch(() => this.#opening.delete(showId));
    return opening;
  }

  async suspendAll(): Promise<void> {
    for (const cancel of this.#cancels) cancel();
    await Promise.allSettled([...this.#opening.values()]);
    const results = await Promise.allSettled(this.all.map((show) => show.suspend()));
    for (const result of results) {
      if (result.status === 'rejected') {
        this.#options.log.error('live.suspend | failed', { error: result.reason as Error });
      }
    }
    this.#open.clear();
    this.#opening.clear();
  }

  #watch(show: OpenShow): OpenShow {
    this.#open.set(show.showId, show);
    show.events.on('failed', (reason) => this.events.emit('failed', { showId: show.showId, reason }));
    show.events.on('changed', ({ state }) => {
      if (state === 'ended') this.#forgetLater(show);
    });
    this.events.emit('opened', show);
    return show;
  }

  #forgetLater(show: OpenShow): void {
    const cancel = this.#options.clock.after(this.#options.keepEndedMs, () => {
      this.#cancels.delete(cancel);
      this.#open.delete(show.showId);
      this.#opening.delete(show.showId);
      this.events.emit('forgotten', show);
    });
    this.#cancels.add(cancel);
  }
}
