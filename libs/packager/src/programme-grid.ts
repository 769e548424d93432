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
  readonly #segmentSeconds: number;
  #segments: GridSegment[] = [];
  #nextMsn: number;
  #nextIsDiscontinuity: boolean;

  /** A resumed programme goes on behind what was said before, with a discontinuity. */
  constructor(segmentSeconds: number, firstMsn = 1, resumed = false) {
    this.#segmentSeconds = segmentSeconds;
    this.#nextMsn = firstMsn;
    this.#nextIsDiscontinuity = resumed;
  }

  get newest(): GridSegment | undefined {
    return this.#segments.at(-1);
  }

  /** The segment with this number; the one after the newest comes into being by being asked for. */
  get(msn: number): GridSegment {
    const newest = this.newest;
    if (newest && msn === newest.msn + 1) return this.#append(newest.endSeconds);
    const found = this.#segments.find((segment) => segment.msn === msn);
    if (!found) throw new RangeError(`segment ${msn} is not on the grid`);
    return found;
  }

  /** Starts the programme, or goes on elsewhere in time after everything stood still. */
  jumpTo(startSeconds: number, lastEndSeconds: number): GridSegment {
    const newest = this.newest;
    if (newest) {
      newest.endSeconds = lastEndSeconds;
      this.#nextIsDiscontinuity = true;
    }
    return this.#append(startSeconds);
  }

  /** A boundary with a discontinuity at this instant. Whoever asks knows that nobody has published past it. */
  cutAt(seconds: number): void {
    const newest = this.newest;
    if (!newest) return;
    if (isSame(seconds, newest.startSeconds)) {
      newest.discontinuity = true;
      this.#nextIsDiscontinuity = false;
    } else {
      newest.endSeconds = seconds;
      this.#nextIsDiscontinuity = true;
      this.#append(seconds);
    }
  }

  /** Makes the next boundary a discontinuity, for a rendition that comes back there. */
  breakAtNextBoundary(): void {
    this.#nextIsDiscontinuity = true;
  }

  isBoundary(seconds: number): boolean {
    const newest = this.newest;
    if (!newest) return false;
    if (this.#segments.some((segment) => isSame(segment.startSeconds, seconds))) return true;
    const ahead = (seconds - newest.endSeconds) / this.#segmentSeconds;
    return ahead > -0.5 && isSame(Math.round(ahead) * this.#segmentSeconds + newest.endSeconds, seconds);
  }

  #append(startSeconds: number): GridSegment {
    const segment = {
      msn: this.#nextMsn,
      startSeconds,
      endSeconds: startSeconds + this.#segmentSeconds,
      discontinuity: this.#nextIsDiscontinuity,
    };
    this.#nextMsn += 1;
    this.#nextIsDiscontinuity = false;
    this.#segments = [...this.#segments.slice(-REMEMBERED_SEGMENTS), segment];
    return segment;
  }
}
