import { describe, expect, test } from '@jest/globals';
import * as hlsParser from 'hls-parser';
import { type DateRange, parseDateRange, printDateRange } from './date-range.js';

const START_MS = Date.UTC(2026, 10, 26, 20, 0, 0, 125);
const range = (more: Partial<DateRange> = {}): DateRange => ({
  id: 'poll-1',
  class: 'proscenium.poll',
  startMs: START_MS,
  values: { TITLE: 'Which, of these?' },
  ...more,
});
const read = (line: string) => parseDateRange(line.slice(line.indexOf(':') + 1));

describe('a date range', () => {
  test('is printed as the specification writes it', () => {
    expect(printDateRange(range({ endMs: START_MS + 1_500 }))).toBe(
      '#EXT-X-DATERANGE:ID="poll-1",CLASS="proscenium.poll",START-DATE="2026-11-26T20:00:00.125Z",' +
        'END-DATE="2026-11-26T20:00:01.625Z",X-TITLE="Which, of these?"',
    );
  });

  test.each([
    ['open', {}],
    ['closed', { endMs: START_MS + 60_000 }],
    ['until the next', { endOnNext: true }],
    ['a break', { plannedSeconds: 30, scte35Out: 'FC302F00' }],
    [
      'a break that is over',
      { plannedSeconds: 30, scte35Out: 'FC302F00', scte35In: 'FC302A00', endMs: START_MS + 9 },
    ],
    ['of several values', { values: { TITLE: 'One', OPTIONS: '2' } }],
  ])('is read as it was printed: %s', (_which, more) => {
    expect(read(printDateRange(range(more)))).toEqual(range(more));
  });

  test('nobody’s text breaks out of its quotes', () => {
    const line = printDateRange(range({ values: { TITLE: 'a"\n#EXT-X-ENDLIST\r\n,URI="b' } }));
    expect(line.split(/[\r\n]/)).toHaveLength(1);
    expect(read(line).values.TITLE).not.toContain('"');
  });

  test('is taken by a strict parser', () => {
    const text = [
      '#EXTM3U',
      '#EXT-X-VERSION:6',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-MEDIA-SEQUENCE:1',
      printDateRange(range({ endOnNext: true })),
      printDateRange(range({ id: 'b', scte35Out: 'FC30', plannedSeconds: 20 })),
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(START_MS).toISOString()}`,
      '#EXTINF:2,',
      'a.m4s',
    ].join('\n');
    hlsParser.setOptions({ strictMode: true });
    expect(() => hlsParser.parse(text)).not.toThrow();
  });
});
