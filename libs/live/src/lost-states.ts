import type { Clock, Log } from '#kernel';
import type { KnownState, Show, ShowsStore } from '#show';
import type { OpenShow } from './open-show.js';

export type RunningShow = Pick<OpenShow, 'showId' | 'phase' | 'isPlayable'> & {
  view: Pick<OpenShow['view'], 'liveSinceWallMs'>;
};

export interface LostStatesOptions {
  /** Those that are open here. */
  shows: () => readonly RunningShow[];
  store: Pick<ShowsStore, 'find'>;
  /** Writes it where the show is still stored as it was found. */
  restate(found: Show, known: KnownState): Promise<boolean>;
  clock: Clock;
  log: Log;
}

/** A move is stored, or followed by the running side, within one of these. */
const LOOK_MS = 5_000;

/**
 * A database that failed over to a replica may have lost moves that it had confirmed: a show that is on air is stored as a
 * draft and could not be ended, one that is over would go on air again with the next start. The process that runs the show
 * knows better.
 */
export class LostStates {
  readonly #options: LostStatesOptions;
  readonly #stop: () => void;
  #looking: Promise<void> | undefined;
  /** Found otherwise by the look before. */
  #doubted = new Set<string>();

  constructor(options: LostStatesOptions) {
    this.#options = options;
    this.#stop = options.clock.every(LOOK_MS, () => {
      this.#looking ??= this.#look()
        .catch((error) => options.log.warn('live.states | tried again', { error }))
        .finally(() => {
          this.#looking = undefined;
        });
    });
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { shows, store } = this.#options;
    const before = this.#doubted;
    this.#doubted = new Set();
    for (const show of shows()) {
      if (wantedOf(show) === undefined) continue;
      const state = (await store.find(show.showId))?.state;
      // As it is by now.
      const wanted = wantedOf(show);
      if (wanted === undefined || (wanted === 'live') === (state === 'live')) continue;
      if (before.has(show.showId)) await this.#restate(show, wanted);
      else this.#doubted.add(show.showId);
    }
  }

  async #restate({ showId, view }: RunningShow, wanted: 'live' | 'ended'): Promise<void> {
    const { store, restate, clock, log } = this.#options;
    const found = await store.find(showId);
    // Of a show that is stored as over, the end is on its way here.
    if (found === undefined || found.state === 'ended' || found.state === wanted) return;
    const atMs = clock.wallMs();
    const known: KnownState =
      wanted === 'live'
        ? { state: 'live', liveAtMs: view.liveSinceWallMs ?? atMs }
        : { state: 'ended', endedAtMs: atMs };
    if (await restate(found, known))
      log.warn('live.states | the database had lost a move', { showId, found: found.state, known: wanted });
  }
}

/** Nothing where the running side does not decide. */
function wantedOf({ phase, isPlayable }: RunningShow): 'live' | 'ended' | undefined {
  if (phase === 'live') return 'live';
  return phase === 'ended' && isPlayable ? 'ended' : undefined;
}
