import { FallPace } from './fall-pace.js';
import type { TrackTiming } from './track-timing.js';

/** Nothing is held back longer than this, however bad the connection. */
const CEILING_MS = 500;
/** A smaller delay is taken back this much at a time while the participant is heard: no more than their speed may change. */
const FALL_STEP_MS = 2.5;
const FALL_WORTH_MS = 15;
/** Not all of it, or the next packet a little late would make it rise again. */
const FALL_REST_MS = 5;
const REVIEW_MS = 500;
/** Who has just come finds their place by jumps, in the programme's audio too (`DriftControl`). */
const NEW_MS = 10_000;

/**
 * One delay for all tracks of a participant, so that what was taken together is played together. It rises at
 * once when a track needs more time. When none does it falls: at once where nobody hears it, in silence and for
 * a participant who has just come; slowly while they speak.
 */
export class LipSync {
  readonly #tracks = new Set<TrackTiming>();
  #isReported = false;
  #delayMs: number | undefined;
  #wantedMs = Number.NaN;
  #reviewedMs = Number.NEGATIVE_INFINITY;
  #newUntilMs: number | undefined;
  readonly #pace = new FallPace();

  add(track: TrackTiming): void {
    this.#tracks.add(track);
    this.#reviewedMs = Number.NEGATIVE_INFINITY;
    this.#newUntilMs = undefined;
  }

  remove(track: TrackTiming): void {
    this.#tracks.delete(track);
  }

  /** The time stamp, unwrapped, that is to be played at this moment. Nothing while the track is unknown. */
  playedAt(track: TrackTiming, localMs: number): number | undefined {
    if (!track.isKnown) return undefined;
    if (localMs - this.#reviewedMs >= REVIEW_MS) this.#review(localMs);
    this.#fallUnheard(localMs);
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
    this.#newUntilMs ??= localMs + NEW_MS;
    this.#wantedMs = wanted;
    const held = this.#delayMs;
    const isOther = held === undefined || isReported !== this.#isReported || Math.abs(wanted - held) > 1_000;
    this.#isReported = isReported;
    if (isOther) this.#delayMs = wanted;
    else if (wanted > held) {
      if (wanted - held > FALL_WORTH_MS) this.#pace.rose(localMs);
      this.#delayMs = wanted;
    } else if (wanted < held - FALL_WORTH_MS) this.#delayMs = held - FALL_STEP_MS;
  }

  /** A jump of audio and video together, where neither is noticed. */
  #fallUnheard(localMs: number): void {
    if (this.#delayMs === undefined || !(this.#delayMs - FALL_WORTH_MS > this.#wantedMs)) return;
    const isNew = localMs < (this.#newUntilMs ?? localMs);
    const isHeard = [...this.#tracks].some((track) => !track.isQuiet);
    if ((isHeard && !isNew) || !this.#pace.isCalm(localMs)) return;
    this.#delayMs = this.#wantedMs + FALL_REST_MS;
    this.#pace.fell(localMs);
  }

  #wantedBy(track: TrackTiming, isReported: boolean): number {
    const holdMs = Math.min(track.leadMs + track.jitterMs, CEILING_MS);
    return isReported ? track.arrivalOffsetMs - track.senderOffsetMs + holdMs : holdMs;
  }
}
