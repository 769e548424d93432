import { type Clock, type Log, TypedEvents } from '#kernel';
import { findMove, getMove, isStartCancelled, type PhaseMove, type ShowPhase, startCancelled } from '#show';
import { serverStops } from './server-stops.js';

/** What the lifecycle starts and stops. */
export interface RunSteps {
  /** Resolves when the first segment can be played; rejects at once when the signal aborts. */
  start(signal: AbortSignal): Promise<void>;
  /** `ended`: the playlists get their end. `lost`: another run resumes the timeline. Nothing runs after either. */
  stop(why: 'ended' | 'lost'): Promise<void>;
}

export interface ShowLifecycleOptions {
  showId: string;
  phase: ShowPhase;
  steps: RunSteps;
  clock: Clock;
  log: Log;
}

export interface ShowLifecycleEvents {
  moved: { from: ShowPhase; to: ShowPhase };
  /** A show that was never on air did not get there. Who asked may be gone: the other hosts want to know as well. */
  'start-failed': { error: Error };
  /** A show that was on air could not be started again by itself. */
  'gave-up': { reason: string };
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** About two and a half minutes; after that a host decides. */
const RETRIES_AT_MOST = 9;
/** A run that lasted this long was well: the next loss is retried from the first delay on. */
const STABLE_MS = 60_000;

/** The one owner of an open show's phase. Who asks for a move learns whether the phase moved because of this call. */
export class ShowLifecycle {
  readonly events = new TypedEvents<ShowLifecycleEvents>();
  readonly #options: ShowLifecycleOptions;
  #phase: ShowPhase;
  #wasOnAir: boolean;
  #step: Promise<void> | undefined;
  #retries = 0;
  #onAirSinceMs = 0;
  #cancelRetry: (() => void) | undefined;
  /** Of a start that is under way. */
  #starting: AbortController | undefined;
  readonly #closing = new AbortController();

  constructor(options: ShowLifecycleOptions) {
    this.#options = options;
    this.#phase = options.phase;
    this.#wasOnAir = options.phase === 'interrupted';
  }

  get phase(): ShowPhase {
    return this.#phase;
  }

  /** It has been on air, in this process or in one before. */
  get wasOnAir(): boolean {
    return this.#wasOnAir;
  }

  /** What was stored by a move that concerns no run: scheduled, backstage, draft. */
  follow(stored: ShowPhase): void {
    const isStill = (phase: ShowPhase) => ['draft', 'scheduled', 'backstage', 'failed'].includes(phase);
    if (stored !== this.#phase && isStill(stored) && isStill(this.#phase)) this.#become(stored);
  }

  /** Resolves when the show can be played; false when it was on air, or another caller's start brought it there. */
  async goLive(): Promise<boolean> {
    if (this.#phase === 'live') return false;
    if (this.#phase === 'starting') {
      await this.#step;
      return false;
    }
    if (this.#step !== undefined) {
      // The run before this one is being stopped.
      await this.#step.catch(() => undefined);
      return this.goLive();
    }
    getMove(this.#phase, 'go-live');
    await this.#take(() => this.#start());
    return true;
  }

  /** Resolves when nothing of a first start runs any more; false when there was none, or it got there before. */
  async cancelStart(): Promise<boolean> {
    const starting = this.#starting;
    if (starting === undefined || this.#wasOnAir) return false;
    starting.abort(startCancelled());
    await this.#step?.catch(() => undefined);
    return this.#phase !== 'live';
  }

  /** Resolves when nothing runs any more; false when it was over, or another caller ended it. */
  async end(): Promise<boolean> {
    while (this.#step !== undefined) await this.#step.catch(() => undefined);
    if (this.#phase === 'ended') return false;
    getMove(this.#phase, 'end');
    await this.#take(() => this.#end());
    return true;
  }

  /** What was started must not stay: for a host to try again. */
  async abandon(reason: string): Promise<void> {
    if (findMove(this.#phase, 'fail') === undefined) return;
    this.#options.log.warn('live.show | abandoned', { showId: this.#options.showId, reason });
    this.#move('fail');
    await this.#take(() => this.#options.steps.stop('lost'));
  }

  /** The run says that its programme is gone for good. */
  async lost(reason: string): Promise<void> {
    if (this.#phase !== 'live') return;
    if (this.#options.clock.monotonicMs() - this.#onAirSinceMs > STABLE_MS) this.#retries = 0;
    this.#moveAfterLoss(reason);
    await this.#take(() => this.#options.steps.stop('lost'));
  }

  /** The process stops: a start under way is aborted, nothing is started again. Waits for an end under way. */
  async close(): Promise<void> {
    this.#closing.abort(serverStops());
    this.#cancelRetry?.();
    while (this.#step !== undefined) await this.#step.catch(() => undefined);
  }

  async #start(): Promise<void> {
    this.#cancelRetry?.();
    this.#move('go-live');
    const { steps, clock } = this.#options;
    const closing = this.#closing.signal;
    const starting = new AbortController();
    this.#starting = starting;
    try {
      closing.throwIfAborted();
      await steps.start(AbortSignal.any([closing, starting.signal]));
    } catch (error) {
      // A programme that was on air runs on: the next process adopts it.
      if (!closing.aborted || !this.#wasOnAir) await steps.stop('lost');
      if (isStartCancelled(error)) this.#move('cancel');
      else this.#failed(error as Error);
      throw error;
    } finally {
      this.#starting = undefined;
    }
    this.#wasOnAir = true;
    this.#onAirSinceMs = clock.monotonicMs();
    this.#move('playable');
  }

  #failed(error: Error): void {
    this.#moveAfterLoss(error.message);
    if (!this.#wasOnAir && !this.#closing.signal.aborted) this.events.emit('start-failed', { error });
  }

  async #end(): Promise<void> {
    this.#cancelRetry?.();
    this.#move('end');
    try {
      await this.#options.steps.stop('ended');
    } finally {
      this.#move('closed');
    }
  }

  #moveAfterLoss(reason: string): void {
    const { showId, log } = this.#options;
    if (this.#wasOnAir && this.#retries < RETRIES_AT_MOST) {
      this.#move('lose');
      this.#retryLater(reason);
      return;
    }
    this.#move('fail');
    if (!this.#wasOnAir) return;
    log.error('live.show | given up', { showId, reason });
    this.events.emit('gave-up', { reason });
  }

  #retryLater(reason: string): void {
    const { showId, clock, log } = this.#options;
    if (this.#closing.signal.aborted) return;
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** this.#retries, LONGEST_RETRY_MS);
    this.#retries += 1;
    log.warn('live.show | interrupted, started again', { showId, reason, delayMs, retry: this.#retries });
    this.#cancelRetry = clock.after(delayMs, () => {
      // A start that fails again has planned the next one.
      void this.goLive().catch(() => undefined);
    });
  }

  /** One step at a time. */
  #take(step: () => Promise<void>): Promise<void> {
    const before = this.#step?.catch(() => undefined);
    const taken = before === undefined ? step() : before.then(step);
    const kept = taken.finally(() => {
      if (this.#step === kept) this.#step = undefined;
    });
    kept.catch(() => undefined);
    this.#step = kept;
    return kept;
  }

  #move(move: PhaseMove): void {
    this.#become(getMove(this.#phase, move));
  }

  #become(to: ShowPhase): void {
    const from = this.#phase;
    this.#phase = to;
    this.events.emit('moved', { from, to });
  }
}
