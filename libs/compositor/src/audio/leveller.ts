import { gainOf } from './decibels.js';
import { type Loudness, SILENCE_LUFS } from './loudness-meter.js';

/** What players and platforms of the web expect of speech and music. */
export const TARGET_LUFS = -16;
/** Below this nobody speaks: room noise is not raised in a pause. */
const GATE_LUFS = -45;
const MOST_GAIN_DB = 20;
const LEAST_GAIN_DB = -15;
/** Up slowly, so that a pause is not heard to swell; down faster, since too loud is worse. */
const RISE_DB_A_SECOND = 2;
const FALL_DB_A_SECOND = 6;
/** Longer than what is heard lags behind the gain (half of the short-term window), or the gain would swing. */
const TIME_CONSTANT_S = 4;

/**
 * Rides the gain of the mix so that its loudness comes to `TARGET_LUFS`. It hears the mix behind its own gain, as it is
 * delivered, and holds still while nobody speaks.
 */
export class Leveller {
  #gainDb = 0;
  #isOn = false;

  get gainDb(): number {
    return this.#gainDb;
  }

  setOn(isOn: boolean): void {
    this.#isOn = isOn;
  }

  /** The gain at the end of a piece of audio this long; `heard` is what was delivered before it. */
  step({ momentary, shortTerm }: Pick<Loudness, 'momentary' | 'shortTerm'>, elapsedMs: number): number {
    const wanted = this.#isOn ? this.#wantedDb(momentary, shortTerm) : 0;
    const seconds = elapsedMs / 1_000;
    const change = (wanted - this.#gainDb) * Math.min(1, this.#isOn ? seconds / TIME_CONSTANT_S : 1);
    this.#gainDb += Math.max(-FALL_DB_A_SECOND * seconds, Math.min(RISE_DB_A_SECOND * seconds, change));
    return gainOf(this.#gainDb);
  }

  #wantedDb(momentary: number, shortTerm: number): number {
    // Before its gain: what is raised must not pass the gate for that.
    if (momentary - this.#gainDb < GATE_LUFS || shortTerm <= SILENCE_LUFS) return this.#gainDb;
    // A sudden shout counts at once, a pause within speech does not.
    const heard = Math.max(shortTerm, momentary - 6);
    return Math.max(LEAST_GAIN_DB, Math.min(MOST_GAIN_DB, this.#gainDb + TARGET_LUFS - heard));
  }
}
