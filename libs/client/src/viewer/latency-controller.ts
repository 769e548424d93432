import { ArrivalEnvelope } from './arrival-envelope.js';

export interface Moment {
  /** Monotonic. */
  nowMs: number;
  playheadS: number;
  bufferedEndS: number;
}

export interface Decision {
  rate: number;
  /** Where to jump when catching up would take too long. */
  seekToS: number | null;
}

export interface LatencyReport {
  /** How far the playhead is behind the newest media that could have been here by now. */
  distanceS: number;
  targetS: number;
  stalls: number;
}

/** Bounds in which a change of speed is not heard. */
const FASTEST = 1.1;
const SLOWEST = 0.95;
/** What has to lie ahead of the playhead when the next part arrives: decoders run dry below it. */
const MARGIN_S = 0.18;
/** Extra distance at the beginning, while little is known of the network. */
const CAUTION_S = 0.15;
const STALL_STEP_S = 0.2;
const MOST_BACKOFF_S = 2.5;
const MOST_OF_EPISODE_S = 0.3;
/** After a stall the distance stays for a while, then comes down this fast. */
const STAY_MS = 8_000;
const RELAX_PER_S = 0.015;
/**
 * A connection that stalls again within so long does so now and then, too seldom for what is remembered of single parts:
 * some of the distance stays as long. What follows within an episode is the same mishap.
 */
const REMEMBERED_MS = 600_000;
const EPISODE_MS = 15_000;
/** Stalls that go on for longer are what the connection, or the machine, is like. */
const LONGEST_EPISODE_MS = 30_000;
const LASTING_STEP_S = 0.4;
const MOST_LASTING_S = 1.2;
const FORGET_PER_S = 0.004;
/** No latency helps against a cut this much longer than any before: its stall is not counted. */
const OUTAGE_S = 2;
/** Further behind than this, jumping beats ten seconds of playing faster. Shortly after a stall less is: it was seen anyway. */
const HOPELESS_S = { always: 0.9, afterStall: 0.35 };
const AFTER_STALL_MS = 10_000;
const JUMP_EVERY_MS = 3_000;
/** So long the rest of the way may take to arrive, piled up behind a cut; then half of it is worth a jump too. */
const REST_ARRIVES_MS = 1_500;
const WHOLE_WAY_S = 0.1;
const START_FAST_S = 0.1;
const STOP_FAST_S = 0.02;
const START_SLOW_S = -0.07;
const STOP_SLOW_S = -0.01;
const CHANGE_EVERY_MS = 400;
/** With more than this between two calls, the machine slept or the tab was frozen. */
const ASLEEP_MS = 4_000;

/**
 * Finds the lowest distance to the live edge that this viewer's network carries and holds it with the playback
 * rate. A pure function of its arguments: no clock, no element. All distances are taken on the media's own
 * timeline against a monotonic clock, so that a wall clock that is wrong by an hour changes nothing.
 */
export class LatencyController {
  readonly #arrivals = new ArrivalEnvelope();
  #backoffS = CAUTION_S;
  #lastingS = 0;
  #lastStallMs = Number.NEGATIVE_INFINITY;
  #episodeSinceMs = Number.NEGATIVE_INFINITY;
  #beforeStall = { backoffS: CAUTION_S, lastingS: 0 };
  #lastMs: number | undefined;
  #lastChangeMs = Number.NEGATIVE_INFINITY;
  #lastJumpMs = Number.NEGATIVE_INFINITY;
  #halfWaySinceMs: number | undefined;
  #rate = 1;
  #distanceS = 0;
  #stalls = 0;

  get report(): LatencyReport {
    return { distanceS: this.#distanceS, targetS: this.targetS, stalls: this.#stalls };
  }

  get targetS(): number {
    return this.#arrivals.worstS + MARGIN_S + this.#backoffS + this.#lastingS;
  }

  /** The buffer has grown: media up to here is playable now. */
  arrived(nowMs: number, bufferedEndS: number): void {
    const wasKnown = this.#arrivals.isKnown;
    const laterS = this.#arrivals.arrived(nowMs / 1_000, bufferedEndS);
    if (wasKnown && laterS > OUTAGE_S && nowMs - this.#lastStallMs < 1_000 * (laterS + OUTAGE_S))
      this.#forgive();
  }

  /** Playback stalled for want of data. */
  stalled(nowMs: number): void {
    this.#stalls += 1;
    const sinceMs = nowMs - this.#lastStallMs;
    if (sinceMs > EPISODE_MS || nowMs - this.#episodeSinceMs > LONGEST_EPISODE_MS) {
      this.#beforeStall = { backoffS: this.#backoffS, lastingS: this.#lastingS };
      this.#episodeSinceMs = nowMs;
    }
    const step = sinceMs < 60_000 ? STALL_STEP_S : STALL_STEP_S / 2;
    // Of an episode the late parts are remembered, so that its many stalls ask for little more.
    const most = Math.min(MOST_BACKOFF_S, this.#beforeStall.backoffS + MOST_OF_EPISODE_S);
    this.#backoffS = Math.min(most, this.#backoffS + step);
    if (sinceMs > EPISODE_MS && sinceMs < REMEMBERED_MS)
      this.#lastingS = Math.min(MOST_LASTING_S, this.#lastingS + LASTING_STEP_S);
    this.#lastStallMs = nowMs;
  }

  /** The viewer moved, or another quality began: what was learned of the network stays. */
  moved(): void {
    this.#rate = 1;
    this.#lastChangeMs = Number.NEGATIVE_INFINITY;
  }

  decide({ nowMs, playheadS, bufferedEndS }: Moment): Decision {
    this.#passTime(nowMs);
    this.#distanceS = nowMs / 1_000 - playheadS - this.#arrivals.baseS;
    if (!this.#arrivals.isKnown) return { rate: 1, seekToS: null };
    const late = this.#distanceS - this.targetS;
    const seekToS = this.#jump(nowMs, playheadS, bufferedEndS, late);
    if (seekToS !== null) return { rate: this.#setRate(nowMs, 1, true), seekToS };
    const aheadS = bufferedEndS - playheadS;
    const wanted = this.#wantedRate(late, aheadS);
    const isUrgent = wanted < 1 && this.#rate >= 1;
    return { rate: this.#setRate(nowMs, wanted, isUrgent), seekToS: null };
  }

  #forgive(): void {
    this.#backoffS = Math.min(this.#backoffS, this.#beforeStall.backoffS);
    this.#lastingS = Math.min(this.#lastingS, this.#beforeStall.lastingS);
  }

  #passTime(nowMs: number): void {
    const elapsedMs = this.#lastMs === undefined ? 0 : nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (elapsedMs > ASLEEP_MS) this.#arrivals.forget();
    if (nowMs - this.#lastStallMs < STAY_MS) return;
    this.#backoffS = Math.max(0, this.#backoffS - (elapsedMs / 1_000) * RELAX_PER_S);
    if (nowMs - this.#lastStallMs > REMEMBERED_MS)
      this.#lastingS = Math.max(0, this.#lastingS - (elapsedMs / 1_000) * FORGET_PER_S);
  }

  #jump(nowMs: number, playheadS: number, bufferedEndS: number, late: number): number | null {
    const { always, afterStall } = HOPELESS_S;
    const isHopeless = late >= (nowMs - this.#lastStallMs < AFTER_STALL_MS ? afterStall : always);
    const to = Math.min(playheadS + late, bufferedEndS - MARGIN_S);
    if (!isHopeless || to - playheadS < late / 2) {
      this.#halfWaySinceMs = undefined;
      return null;
    }
    this.#halfWaySinceMs ??= nowMs;
    const isWhole = playheadS + late - to <= WHOLE_WAY_S;
    if (!isWhole && nowMs - this.#halfWaySinceMs < REST_ARRIVES_MS) return null;
    if (nowMs - this.#lastJumpMs < JUMP_EVERY_MS) return null;
    this.#lastJumpMs = nowMs;
    return to;
  }

  /** Starts to correct late and stops early: the band between the two keeps the rate from oscillating. */
  #wantedRate(late: number, aheadS: number): number {
    const isFast = this.#rate > 1 ? late > STOP_FAST_S : late > START_FAST_S;
    const isSlow = this.#rate < 1 ? late < STOP_SLOW_S : late < START_SLOW_S;
    if (isFast && aheadS > MARGIN_S) return Math.min(FASTEST, 1.02 + 0.15 * late);
    if (isSlow) return Math.max(SLOWEST, 0.99 + 0.2 * late);
    return 1;
  }

  #setRate(nowMs: number, wanted: number, isUrgent: boolean): number {
    const rate = Math.round(wanted * 100) / 100;
    if (rate === this.#rate) return rate;
    if (!isUrgent && rate !== 1 && nowMs - this.#lastChangeMs < CHANGE_EVERY_MS) return this.#rate;
    this.#lastChangeMs = nowMs;
    this.#rate = rate;
    return rate;
  }
}
