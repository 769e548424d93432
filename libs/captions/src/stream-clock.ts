interface Span {
  /** Where it begins, in samples of the stream. */
  at: number;
  programmeMs: number;
}

/** Pauses of the microphone that are remembered: an engine answers within seconds. */
const KEPT = 64;
/** Less than this is the rounding of ticks. */
const SAME_MS = 40;

/** When each sample of an engine's stream was heard in the programme: pauses of the microphone are not in the stream. */
export class StreamClock {
  readonly #rateHz: number;
  #spans: Span[] = [];
  #given = 0;

  constructor(rateHz: number) {
    this.#rateHz = rateHz;
  }

  /** Of the newest sample, on the programme's clock. */
  get nowMs(): number {
    return this.at(this.#given / this.#rateHz);
  }

  /** So many samples, the first of them at this moment, were given to the stream. */
  gave(count: number, programmeMs: number): void {
    const expectedMs = this.#spans.length === 0 ? Number.NaN : this.nowMs;
    if (!(Math.abs(expectedMs - programmeMs) < SAME_MS))
      this.#spans = [...this.#spans, { at: this.#given, programmeMs }].slice(-KEPT);
    this.#given += count;
  }

  at(seconds: number): number {
    const sample = seconds * this.#rateHz;
    const span = this.#spans.findLast(({ at }) => at <= sample) ?? this.#spans[0];
    return span === undefined ? 0 : span.programmeMs + ((sample - span.at) * 1_000) / this.#rateHz;
  }
}
