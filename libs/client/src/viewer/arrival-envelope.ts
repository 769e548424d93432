/** A wait this much longer than any before is a cut of the connection or a break of the timeline, not jitter. */
const CUT_S = 1;
const KEPT = 120;
/**
 * How fast the memory of the worst wait fades towards what is usual now. At the start the page itself is busy and
 * reads late what came in time: that is soon forgotten.
 */
const FADE_S = { first: 4, atMost: 60, growth: 0.33 };
const ENOUGH = 4;
/** Late by no more than this beyond the usual wait: the connection has recovered. */
const CALM_S = 0.1;
const NEW_TIME_LINE_S = 4;
/** What comes this much earlier than anything before belongs to a player that is still catching up with the edge. */
const CATCHING_UP_S = 0.1;

/**
 * How long the buffer has to last: the time between the end of what is there and the arrival of what comes next.
 * With `base` the smallest offset between the clock and the media's timeline, a playhead `d` behind that offset
 * has `d - wait` left when the next part arrives. So the worst wait is the least possible latency.
 */
export class ArrivalEnvelope {
  #waits: number[] = [];
  #offsets: number[] = [];
  #envelope = 0;
  #knownForS = 0;
  #cutSinceS: number | undefined;
  #lastEndS: number | undefined;
  #lastAtS: number | undefined;

  /** Enough is known to act on. */
  get isKnown(): boolean {
    return this.#waits.length >= ENOUGH;
  }

  /** Clock minus media end for the part that arrived fastest: where zero distance is. */
  get baseS(): number {
    return this.#offsets.length > 0 ? Math.min(...this.#offsets) : 0;
  }

  get worstS(): number {
    return this.#envelope;
  }

  /** Says by how much this piece was later than any before. */
  arrived(atS: number, endS: number): number {
    const previousEndS = this.#lastEndS;
    if (previousEndS !== undefined && endS <= previousEndS) return 0;
    const elapsedS = this.#lastAtS === undefined ? 0 : atS - this.#lastAtS;
    this.#lastEndS = endS;
    this.#lastAtS = atS;
    const offset = atS - endS;
    const laterS = previousEndS === undefined ? 0 : atS - previousEndS - this.baseS - this.#envelope;
    // At the start old parts arrive first: how late they are says nothing of the network.
    if (!this.isKnown && offset < this.baseS - CATCHING_UP_S) this.#forgetWaits();
    else if (previousEndS !== undefined) {
      const wasCut = this.#cutSinceS !== undefined;
      if (this.#isOfCut(atS, offset, laterS)) return laterS;
      // What ends a cut waited for what was late before it.
      if (!wasCut) this.#wait(atS - previousEndS - Math.min(this.baseS, offset), elapsedS);
    }
    this.#note(offset);
    return laterS;
  }

  /** After sleep the offset between the clock and the timeline is another one. */
  forget(): void {
    this.#forgetWaits();
    this.#cutSinceS = undefined;
    this.#lastEndS = undefined;
    this.#lastAtS = undefined;
  }

  #forgetWaits(): void {
    this.#waits = [];
    this.#offsets = [];
    this.#envelope = 0;
    this.#knownForS = 0;
  }

  /** A cut lasts until the parts queued behind it have arrived. A very long one is a new timeline. */
  #isOfCut(atS: number, offset: number, laterS: number): boolean {
    if (!this.isKnown) return false;
    const begins = laterS > CUT_S;
    if (this.#cutSinceS === undefined && !begins) return false;
    this.#cutSinceS ??= atS;
    const isOver = offset <= usualOf(this.#offsets) + CALM_S;
    if (!isOver && atS - this.#cutSinceS > NEW_TIME_LINE_S) this.forget();
    if (isOver || !this.isKnown) this.#cutSinceS = undefined;
    return this.#cutSinceS !== undefined || begins;
  }

  #note(offset: number): void {
    this.#offsets.push(offset);
    if (this.#offsets.length > KEPT) this.#offsets.shift();
  }

  #wait(waitS: number, elapsedS: number): void {
    this.#waits.push(waitS);
    if (this.#waits.length > KEPT) this.#waits.shift();
    const usual = usualOf(mishapsOnce(this.#waits));
    this.#knownForS += elapsedS;
    const fadeS = Math.min(FADE_S.atMost, FADE_S.first + FADE_S.growth * this.#knownForS);
    const faded = usual + (this.#envelope - usual) * Math.exp(-elapsedS / fadeS);
    this.#envelope = Math.max(waitS, faded, usual);
  }
}

/** What came late one after the other is one mishap, however many parts it held up: it counts as its worst. */
function mishapsOnce(waits: readonly number[]): number[] {
  const lateFrom = quantile(waits, 0.5) + CALM_S;
  const counted: number[] = [];
  let isWithinMishap = false;
  for (const wait of waits) {
    const isLate = wait > lateFrom;
    counted.push(isLate && isWithinMishap ? Math.max(wait, counted.pop() ?? 0) : wait);
    isWithinMishap = isLate;
  }
  return counted;
}

/** Nine of ten were no more than this. */
const usualOf = (values: readonly number[]): number => quantile(values, 0.9);

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
