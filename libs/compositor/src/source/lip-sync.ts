import type { TrackTiming } from './track-timing.js';

/** Nothing is held back longer than this, however bad the connection. */
const CEILING_MS = 500;
/** A smaller delay is taken back this much at a time, once it is worth it. */
const FALL_STEP_MS = 2.5;
const FALL_WORTH_MS = 15;
const REVIEW_MS = 500;

/**
 * One delay for all tracks of a participant, so that what was taken together is played together. It rises at
 * once when a track needs more time and falls slowly when none does.
 */
export class LipSync {
  readonly #tracks = new Set<TrackTiming>();
  #isReported = false;
  #delayMs: number | undefined;
  #reviewedMs = Number.NEGATIVE_INFINITY;

  add(track: TrackTiming): void {
    this.#tracks.add(track);
    this.#reviewedMs = Number.NEGATIVE_INFINITY;
  }

  remove(track: TrackTiming): void {
    this.#tracks.delete(track);
  }

  /** The time stamp, unwrapped, that is to be played at this moment. Nothing while the track is unknown. */
  playedAt(track: TrackTiming, localMs: number): number | undefined {
    if (!track.isKnown) return undefined;
    if (localMs - this.#reviewedMs >= REVIEW_MS) this.#review(localMs);
    const delayMs = this.#delayMs ?? track.leadMs;
    const offsetMs = this.#isReported ? track.senderOffsetMs : track.arrivalOffsetMs;
    return (localMs - delayMs - offsetMs) * track.perMs;
  }

  /** How long things of this track wait behind their earliest arrival. */
  heldMs(track: TrackTiming): number {
    const delayMs = this.#delayMs ?? track.leadMs;
    if (!this.#isReported) return delayMs;
    // A report that came after the last review has moved the track, not yet the delay.
    return Math.max(0, delayMs - track.arrivalOffsetMs + track.senderOffsetMs);
  }

  #review(localMs: number): void {
    this.#reviewedMs = localMs;
    const known = [...this.#tracks].filter((track) => track.isKnown);
    const isReported = known.length > 0 && known.every((track) => track.isReported);
    const wanted = Math.max(...known.map((track) => this.#wantedBy(track, isReported)));
    if (!Number.isFinite(wanted)) return;
    const held = this.#delayMs;
    const isOther = held === undefined || isReported !== this.#isReported || Math.abs(wanted - held) > 1_000;
    this.#isReported = isReported;
    if (isOther || wanted > held) this.#delayMs = wanted;
    else if (wanted < held - FALL_WORTH_MS) this.#delayMs = held - FALL_STEP_MS;
  }

  #wantedBy(track: TrackTiming, isReported: boolean): number {
    const holdMs = Math.min(track.leadMs + track.jitterMs, CEILING_MS);
    return isReported ? track.arrivalOffsetMs - track.senderOffsetMs + holdMs : holdMs;
  }
}
