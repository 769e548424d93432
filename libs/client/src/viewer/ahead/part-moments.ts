/** An answer that takes this much longer than the quickest ones was waited for. */
const WAITED_MS = 20;
/** At the beginning no line is known: an answer that takes so long was waited for, whatever the line. */
const SURELY_WAITED_MS = 100;
/** So many waits say when parts come; before that each is requested at once. */
const FIRST_WAITS = 3;
const WAITS_KEPT = 8;
/** Unless one is waited for anyway, one of so many is requested early, to see whether they come sooner than they did. */
const PROBE_EVERY = 12;
const PROBE_LEAD_MS = 60;
/** One that comes so much later than is usual says nothing of the others, unless it is followed by more of the kind. */
const ODD_MS = 250;
const ODD_ONES_ARE_USUAL = 3;
/** The quickest answer is forgotten by this much a part: the line may have become another. */
const FORGET_MS = 0.25;
/** Asked this much after it is there, an answer shows what the line alone takes. */
const MARGIN_MS = 6;

/**
 * When the next part of a live playlist is worth asking for: when it is there. A request that comes early is held, and
 * a cache on the way answers that in the dearer of its two ways. Only a request that was held tells when its part came.
 * The parts themselves are the clock: each comes when the one before it has been played.
 */
export class PartMoments {
  /** Of parts that were waited for: when they came, less the length of all parts before them. Newest last. */
  #waits: number[] = [];
  #odd: number[] = [];
  #mediaMs = 0;
  #quickestMs = Number.POSITIVE_INFINITY;
  #sinceWait = 0;
  #leadMs = PROBE_LEAD_MS;

  /** How long to wait before asking. */
  inMs(nowMs: number): number {
    if (this.#waits.length < FIRST_WAITS) return 0;
    const afterMs = this.#isProbe ? -this.#leadMs : MARGIN_MS;
    return Math.max(0, this.#mediaMs + this.#usualMs + afterMs - nowMs);
  }

  /** A part that lasts so long was requested at one moment and began to come at another. */
  came(askedMs: number, cameMs: number, durationSeconds: number): void {
    const tookMs = cameMs - askedMs;
    const isKnown = this.#waits.length >= FIRST_WAITS;
    this.#quickestMs = Math.min(this.#quickestMs + FORGET_MS, tookMs);
    const hasWaited = isKnown ? tookMs - this.#quickestMs >= WAITED_MS : tookMs >= SURELY_WAITED_MS;
    if (hasWaited) this.#waited(cameMs - (isKnown ? this.#quickestMs : 0) - this.#mediaMs);
    else this.#wasThere();
    this.passed(durationSeconds);
  }

  /** Parts of so long came without being asked for ahead: a playlist told of them. */
  passed(durationSeconds: number): void {
    this.#mediaMs += 1_000 * durationSeconds;
  }

  get #isProbe(): boolean {
    return this.#sinceWait >= PROBE_EVERY;
  }

  /** The latest but one: a single part may be late without a reason that lasts. */
  get #usualMs(): number {
    return this.#waits.toSorted((a, b) => b - a)[1] ?? 0;
  }

  #waited(atMs: number): void {
    this.#sinceWait = 0;
    this.#leadMs = PROBE_LEAD_MS;
    if (this.#waits.length >= FIRST_WAITS && atMs - this.#usualMs > ODD_MS) {
      this.#odd.push(atMs);
      if (this.#odd.length < ODD_ONES_ARE_USUAL) return;
      this.#waits = this.#odd;
    } else this.#waits.push(atMs);
    this.#odd = [];
    if (this.#waits.length > WAITS_KEPT) this.#waits.shift();
  }

  #wasThere(): void {
    if (this.#isProbe) {
      // Sooner than even the probe: what was known is history.
      this.#leadMs *= 2;
      this.#waits = this.#waits.map((atMs) => atMs - this.#leadMs / 2);
    }
    this.#odd = [];
    this.#sinceWait += 1;
  }
}
