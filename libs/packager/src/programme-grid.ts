import type { GridState } from './snapshot/snapshot-schema.js';

/** Where segments begin and end in show time; all renditions cut along the same grid. */
export interface GridSegment {
  readonly msn: number;
  readonly startSeconds: number;
  /** Planned until the next segment exists. */
  endSeconds: number;
  discontinuity: boolean;
}

/** Closer than this, two instants are the same: far below a frame, far above rounding. */
export const SAME_INSTANT_SECONDS = 0.002;

const isSame = (a: number, b: number) => Math.abs(a - b) < SAME_INSTANT_SECONDS;

/** How many segments behind the newest one a rendition may still ask for. */
const REMEMBERED_SEGMENTS = 64;

export class ProgrammeGrid {
  readonly segmentSeconds: number;
  #segments: GridSegment[] = [];
  #nextMsn: number;
  #nextIsDiscontinuity: boolean;
  /** Boundaries to come that are not on the regular grid. */
  #cuts: number[] = [];
  /** Those of them that are no discontinuity. */
  #seams: number[] = [];

  /** A resumed programme goes on behind what was said before, with a discontinuity. */
  constructor(segmentSeconds: number, firstMsn = 1, resumed = false) {
    this.segmentSeconds = segmentSeconds;
    this.#nextMsn = firstMsn;
    this.#nextIsDiscontinuity = resumed;
  }

  static restore(segmentSeconds: number, state: GridState): ProgrammeGrid {
    const grid = new ProgrammeGrid(segmentSeconds, state.nextMsn, state.nextIsDiscontinuity);
    grid.#segments = state.segments.map((segment) => ({ ...segment }));
    grid.#cuts = [...state.cuts];
    grid.#seams = [...state.seams];
    return grid;
  }

  snapshot(): GridState {
    return {
      segments: this.#segments.map((segment) => ({ ...segment })),
      nextMsn: this.#nextMsn,
      nextIsDiscontinuity: this.#nextIsDiscontinuity,
      cuts: [...this.#cuts],
      seams: [...this.#seams],
    };
  }

  get newest(): GridSegment | undefined {
    return this.#segments.at(-1);
  }

  find(msn: number): GridSegment | undefined {
    return this.#segments.find((segment) => segment.msn === msn);
  }

  /** The segment with this number; the one after the newest comes into being by being asked for. */
  get(msn: number): GridSegment {
    const newest = this.newest;
    if (newest && msn === newest.msn + 1) return this.#append(newest.endSeconds);
    const found = this.find(msn);
    if (!found) throw new RangeError(`segment ${msn} is not on the grid`);
    return found;
  }

  /**
   * Starts the programme, or goes on elsewhere in time after everything had stopped. The newest segment ends at this
   * instant; one that ends where it begins has nothing in it in any rendition, and its number is free.
   */
  jumpTo(startSeconds: number, lastEndSeconds: number): GridSegment {
    const newest = this.newest;
    this.#cuts = [];
    this.#seams = [];
    if (newest && isSame(lastEndSeconds, newest.startSeconds)) {
      this.#segments.pop();
      this.#nextMsn = newest.msn;
    } else if (newest) newest.endSeconds = lastEndSeconds;
    if (newest) this.#nextIsDiscontinuity = true;
    return this.#append(startSeconds);
  }

  /** A boundary with a discontinuity at this instant. The caller knows that nothing was published past it. */
  cutAt(seconds: number): void {
    const newest = this.newest;
    if (!newest) return;
    if (this.#cuts.some((cut) => isSame(cut, seconds))) {
      this.#seams = this.#seams.filter((seam) => !isSame(seam, seconds));
      return;
    }
    if (isSame(seconds, newest.startSeconds)) {
      newest.discontinuity = true;
      this.#nextIsDiscontinuity = false;
      return;
    }
    this.#cuts = [...this.#cuts, seconds].sort((a, b) => a - b);
    newest.endSeconds = this.#endOf(newest.startSeconds);
  }

  /** A boundary at this instant where everything goes on. The caller knows that nothing was published past it. */
  seamAt(seconds: number): void {
    const newest = this.newest;
    if (!newest || isSame(seconds, newest.startSeconds) || this.#cuts.some((cut) => isSame(cut, seconds)))
      return;
    this.#seams = [...this.#seams, seconds];
    this.cutAt(seconds);
  }

  /** Makes the next boundary a discontinuity, for a rendition that goes on there. */
  breakAtNextBoundary(): void {
    this.#nextIsDiscontinuity = true;
  }

  /**
   * Whether the segment that begins at this boundary is a discontinuity. One that does not exist yet becomes one; where it
   * does, the next one will be, unless one behind it is.
   */
  breakAt(seconds: number): boolean {
    const segment = this.#segments.find(({ startSeconds }) => isSame(startSeconds, seconds));
    if (!segment) this.cutAt(seconds);
    if (!segment || segment.discontinuity) return true;
    const isLater = ({ startSeconds, discontinuity }: GridSegment) =>
      discontinuity && startSeconds - seconds > SAME_INSTANT_SECONDS;
    if (!this.#segments.some(isLater)) this.breakAtNextBoundary();
    return false;
  }

  isBoundary(seconds: number): boolean {
    const newest = this.newest;
    if (!newest) return false;
    if (this.#segments.some((segment) => isSame(segment.startSeconds, seconds))) return true;
    const from = this.#cuts.findLast((cut) => cut <= seconds + SAME_INSTANT_SECONDS) ?? newest.endSeconds;
    const ahead = (seconds - from) / this.segmentSeconds;
    return ahead > -0.5 && isSame(Math.round(ahead) * this.segmentSeconds + from, seconds);
  }

  /** Where a segment that begins here ends: after its length, or at a cut before that. */
  #endOf(startSeconds: number): number {
    const cut = this.#cuts.find((each) => each - startSeconds > SAME_INSTANT_SECONDS);
    return Math.min(startSeconds + this.segmentSeconds, cut ?? Number.POSITIVE_INFINITY);
  }

  #append(startSeconds: number): GridSegment {
    const isHere = (instant: number) => isSame(instant, startSeconds);
    const isCut = this.#cuts.some(isHere) && !this.#seams.some(isHere);
    const segment = {
      msn: this.#nextMsn,
      startSeconds,
      endSeconds: this.#endOf(startSeconds),
      discontinuity: this.#nextIsDiscontinuity || isCut,
    };
    this.#nextMsn += 1;
    this.#nextIsDiscontinuity = false;
    const isToCome = (instant: number) => instant - startSeconds > SAME_INSTANT_SECONDS;
    this.#cuts = this.#cuts.filter(isToCome);
    this.#seams = this.#seams.filter(isToCome);
    this.#segments = [...this.#segments.slice(-REMEMBERED_SEGMENTS), segment];
    return segment;
  }
}
