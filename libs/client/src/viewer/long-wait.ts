import type { ViewerState } from './viewer-state.js';

const LONG_MS = 2_500;
/** A stuck player is pushed on by tenths of a second: that is no playing. */
const NUDGE_S = 0.3;

interface Moment extends Pick<ViewerState, 'phase' | 'fault'> {
  positionS: number;
  /** Who else judges whether it plays is not judged here. */
  mayMove: boolean;
}

/** Detects that a player which should move has not for so long that its viewer should be told. */
export class LongWait {
  #toS = 0;
  #atMs = 0;

  step(positionS: number, shouldMove: boolean, nowMs: number): 'moves' | 'waits' | 'waits-long' {
    const isStill = shouldMove && Math.abs(positionS - this.#toS) < NUDGE_S;
    if (!isStill) {
      this.#toS = positionS;
      this.#atMs = nowMs;
      return 'moves';
    }
    return nowMs - this.#atMs > LONG_MS ? 'waits-long' : 'waits';
  }

  /**
   * What this step changes of what the viewer reads. The engine tries for long before it calls anything a fault; the
   * person in front of it should know sooner.
   */
  report({ phase, fault, positionS, mayMove }: Moment, nowMs: number): Partial<ViewerState> {
    const wait = this.step(positionS, mayMove && phase === 'playing', nowMs);
    // To the engine an empty buffer is a media fault; to the person the connection is away.
    if (wait === 'waits-long' && (fault === null || fault === 'media'))
      return { fault: 'network', buffering: true };
    return wait === 'moves' && fault === 'network' ? { fault: null } : {};
  }
}
