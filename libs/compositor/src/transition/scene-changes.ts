import type { Clock } from '#kernel';
import { copyI420, type I420 } from '../mix/i420.js';
import type { Layout } from '../mix/layout/layout.js';
import type { Overlays } from '../overlay/overlays.js';
import { mixTransition, type Transition } from './transition.js';

/** What is to be shown from one frame on, all of it at once. */
export interface SceneChange {
  layout?: Layout;
  overlays?: Overlays;
  transition?: Transition;
}

interface Running {
  kind: 'fade' | 'slide';
  durationMs: number;
  from: I420;
  /** Known from the first frame on. */
  beganMs: number | undefined;
}

/** An image that is not drawn by then, or a camera without a key frame, is done without. */
const PATIENCE_MS = 1_000;

/** The scene of one format that waits for its images, and the transition that leads to it. */
export class SceneChanges {
  readonly #clock: Clock;
  #waiting: { change: SceneChange; sinceMs: number } | undefined;
  #running: Running | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** What is being waited for, as far as it decides the layout. */
  get layout(): Layout | undefined {
    return this.#waiting?.change.layout;
  }

  /** Earlier changes that do not collide with this one are kept. */
  push(change: SceneChange): void {
    const sinceMs = this.#clock.monotonicMs();
    this.#waiting = { change: { ...this.#waiting?.change, ...change }, sinceMs };
  }

  /** Once, when it can be shown. */
  take(isReady: (layout: Layout) => boolean): SceneChange | undefined {
    const waiting = this.#waiting;
    if (!waiting) return undefined;
    const { change, sinceMs } = waiting;
    const isLate = this.#clock.monotonicMs() - sinceMs > PATIENCE_MS;
    if (change.layout && !isReady(change.layout) && !isLate) return undefined;
    this.#waiting = undefined;
    return change;
  }

  /** From the frame that was shown last. */
  begin({ kind, durationMs }: Transition, last: I420): void {
    this.#running = undefined;
    if (kind === 'cut' || durationMs === 0) return;
    this.#running = { kind, durationMs, from: copyI420(last), beganMs: undefined };
  }

  /** Mixes the frame of this moment; answers whether anything was mixed. */
  mix(canvas: I420, localMs: number, tickMs: number): boolean {
    const running = this.#running;
    if (!running) return false;
    // The first frame of a transition already differs from the one before.
    running.beganMs ??= localMs - tickMs;
    const share = (localMs - running.beganMs) / running.durationMs;
    if (share >= 1) {
      this.#running = undefined;
      return false;
    }
    mixTransition(running.kind, share, running.from, canvas);
    return true;
  }
}
