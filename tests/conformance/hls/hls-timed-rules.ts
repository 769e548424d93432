import { boxesIn, type DateRange, type MediaPlaylist, parseEventMessage } from '#media';
import type { Findings } from './hls-finding.js';

/** Spans that playlists name (RFC 8216bis, 4.4.5.1): what was said stays, and the end comes after the beginning. */
export class HlsDateRangeRules {
  readonly #where: string;
  readonly #findings: Findings;
  readonly #known = new Map<string, DateRange>();

  constructor(where: string, findings: Findings) {
    this.#where = where;
    this.#findings = findings;
  }

  get count(): number {
    return this.#known.size;
  }

  next({ dateRanges = [] }: MediaPlaylist): void {
    const ids = dateRanges.map(({ id }) => id);
    this.#expect(new Set(ids).size === ids.length, 'date-range-once', this.#where, () => ids.join());
    for (const range of dateRanges) {
      this.#range(range);
      this.#known.set(range.id, range);
    }
  }

  #range(range: DateRange): void {
    const { id, startMs, endMs, endOnNext, plannedSeconds } = range;
    const where = `${this.#where} ${id}`;
    this.#expect(endMs === undefined || endMs >= startMs, 'date-range-ends-later', where, () => `${endMs}`);
    // END-ON-NEXT wants a CLASS and neither DURATION nor END-DATE.
    const isOpen = endMs === undefined && range.class !== '';
    this.#expect(!endOnNext || isOpen, 'date-range-end-on-next', where, () => `ends at ${endMs}`);
    this.#expect(
      plannedSeconds === undefined || plannedSeconds >= 0,
      'date-range-planned',
      where,
      () => 'negative',
    );
    const known = this.#known.get(id);
    if (!known) return;
    const isKept = Object.entries(known).every(
      ([name, value]) => name === 'values' || range[name as keyof DateRange] === value,
    );
    const keepsValues = Object.entries(known.values).every(([name, value]) => range.values[name] === value);
    this.#expect(isKept && keepsValues, 'date-range-stays', where, () => 'an attribute changed or went');
  }

  #expect(isKept: boolean, rule: string, where: string, fact: () => string): void {
    this.#findings.expect(isKept, rule, where, fact);
  }
}

const ID3_SCHEME = 'https://aomedia.org/emsg/ID3';

/** Event messages of a part or segment: each before a fragment, each with a whole ID3 tag. Answers how many. */
export function checkEventMessages(bytes: Buffer, where: string, findings: Findings): number {
  let count = 0;
  let isBeforeFragment = true;
  for (const box of boxesIn(bytes)) {
    if (box.type === 'emsg') {
      count += 1;
      findings.expect(isBeforeFragment, 'emsg-before-moof', where, () => 'between a moof and its mdat');
      const { schemeIdUri, data } = parseEventMessage(bytes.subarray(box.start, box.end));
      findings.expect(schemeIdUri === ID3_SCHEME, 'emsg-scheme', where, () => schemeIdUri);
      const size = 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (data[at] ?? 0), 0);
      const isWhole = data.toString('latin1', 0, 3) === 'ID3' && size === data.length;
      findings.expect(isWhole, 'emsg-holds-id3', where, () => `${data.length} bytes for a tag of ${size}`);
    }
    isBeforeFragment = box.type !== 'moof';
  }
  return count;
}
