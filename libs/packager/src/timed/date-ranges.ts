import type { DateRange } from '#media';

/** Of one show: with more, the oldest go. */
const KEPT = 400;

/** What playlists say of spans of the programme, in the order in which they began to. */
export class DateRanges {
  #all: readonly DateRange[] = [];

  /** Never changed in place: a playlist keeps the list that it was printed with. */
  get all(): readonly DateRange[] {
    return this.#all;
  }

  /** Answers all that is known of it. Attributes that a playlist had never change (RFC 8216bis, 4.4.5.1): only what is missing is added. */
  put(range: DateRange): DateRange {
    const at = this.#all.findIndex(({ id }) => id === range.id);
    const known = this.#all[at];
    if (known === undefined) {
      this.#all = [...this.#all, range].slice(-KEPT);
      return range;
    }
    const values = { ...range.values, ...known.values };
    const whole = { ...range, ...defined(known), values };
    this.#all = this.#all.with(at, whole);
    return whole;
  }

  restore(ranges: readonly DateRange[]): void {
    this.#all = ranges;
  }
}

/** Those that reach into what is listed; one without an end lasts. */
export function rangesFrom(ranges: readonly DateRange[], firstMs: number | undefined): readonly DateRange[] {
  if (firstMs === undefined) return ranges;
  return ranges.filter((range, index) => {
    const next = range.endOnNext && ranges.slice(index + 1).find((other) => other.class === range.class);
    const endMs = next ? next.startMs : range.endMs;
    return endMs === undefined || endMs >= firstMs;
  });
}

const defined = (range: DateRange): DateRange =>
  Object.fromEntries(
    Object.entries(range).filter(([, value]) => value !== undefined),
  ) as unknown as DateRange;
