import { type Clock, LatestWriter, Lifetime, type Log } from '#kernel';
import type { Appearance, AppearancesStore, ShowMoment, ShowPhase } from '#show';
import { type AppearingParticipant, StageAppearances } from './stage-appearances.js';

/** An open show as far as its appearances go. */
export interface AppearingShow {
  showId: string;
  readonly phase: ShowPhase;
  readonly participants: readonly AppearingParticipant[];
  programmeMsAt(wallMs: number): number;
  /** The phase, or who is on stage. */
  onChanged(listener: () => void): void;
  /** `shutdown`: the show goes on without this process. */
  onClosed(listener: (why: string) => void): void;
}

export interface AppearanceRecorderOptions {
  store: Pick<AppearancesStore, 'put' | 'open'>;
  clock: Clock;
  log: Log;
}

/** How much of an appearance is lost at most when the server is killed and nobody returns. */
const SEEN_EVERY_MS = 15_000;
/** While a lost programme is started again its people stay on stage. */
const ON_AIR: readonly ShowPhase[] = ['live', 'interrupted'];
const OFF_AIR: readonly ShowPhase[] = ['draft', 'scheduled', 'backstage', 'ending', 'ended', 'failed'];

/** Writes down who was on the stage of each show on air, and when, over restarts and takeovers. */
export class AppearanceRecorder {
  readonly #options: AppearanceRecorderOptions;
  /** By id. */
  readonly #writer: LatestWriter<Appearance>;
  readonly #lifetime = new Lifetime();
  readonly #followed = new Map<AppearingShow, StageAppearances>();

  constructor(options: AppearanceRecorderOptions) {
    this.#options = options;
    const { store, clock, log } = options;
    this.#writer = new LatestWriter({
      write: (batch) => store.put([...batch.values()]),
      onFailed: (error) => log.warn('live.appearances | not written, tried again', { error }),
      clock,
    });
    this.#lifetime.adopt(clock.every(SEEN_EVERY_MS, () => this.#lookAround()));
  }

  async follow(show: AppearingShow): Promise<void> {
    const appearances = new StageAppearances(show.showId);
    let isClosed = false;
    show.onChanged(() => this.#followed.has(show) && this.#review(show, appearances));
    show.onClosed((why) => {
      isClosed = true;
      if (!this.#followed.delete(show)) return;
      const now = this.#now(show);
      this.#put(why === 'shutdown' ? appearances.seen(now) : appearances.end(now));
    });
    try {
      this.#put(appearances.restore(await this.#options.store.open(show.showId)));
    } catch (error) {
      this.#options.log.warn('live.appearances | could not be read', { showId: show.showId, error });
    }
    if (isClosed || this.#lifetime.isClosed) return;
    this.#followed.set(show, appearances);
    this.#review(show, appearances);
  }

  /** What is known until now is written. */
  async close(): Promise<void> {
    await this.#lifetime.close();
    this.#lookAround();
    this.#followed.clear();
    await this.#writer.close();
  }

  #review(show: AppearingShow, appearances: StageAppearances): void {
    const { phase, participants } = show;
    const now = this.#now(show);
    if (ON_AIR.includes(phase)) this.#put(appearances.review(participants, now));
    else if (OFF_AIR.includes(phase)) this.#put(appearances.end(now));
  }

  #lookAround(): void {
    for (const [show, appearances] of this.#followed) {
      this.#review(show, appearances);
      this.#put(appearances.seen(this.#now(show)));
    }
  }

  #put(appearances: readonly Appearance[]): void {
    for (const appearance of appearances) this.#writer.put(appearance.id, appearance);
  }

  #now(show: AppearingShow): ShowMoment {
    const wallMs = this.#options.clock.wallMs();
    return { wallMs, programmeMs: show.programmeMsAt(wallMs) };
  }
}
