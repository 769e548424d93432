import { describe, expect, test } from '@jest/globals';
import { isWithinSegment, nextSegmentOf } from './within-segment.js';

const piece = (sn: number) => ({ sn, start: sn * 2, end: sn * 2 + 2 });
const WHOLE = [1, 2, 3, 4, 5].map(piece);
const partsOf = (...numbers: number[]) =>
  numbers.flatMap((sn) => [0, 1, 2, 3].map(() => ({ fragment: piece(sn) })));
const GROWING = {
  ...{ fragments: WHOLE, fragmentHint: { sn: 6, start: 12, end: 13 } },
  partList: [...partsOf(4, 5), { fragment: piece(6) }, { fragment: piece(6) }],
};

describe('whether the buffer ends inside a segment', () => {
  test.each([
    ['in the segment that grows', 12.5, true],
    ['at all that is listed of the segment that grows', 13, true],
    ['in a whole segment that was loaded by parts', 9.5, true],
    ['where a segment ends and the next one begins', 12, false],
    ['a packet of audio before that', 11.98, false],
    ['in a segment that is loaded as a whole', 5, false],
  ])('%s', (_where, bufferedEndS, isWithin) => {
    expect(isWithinSegment(GROWING, bufferedEndS)).toBe(isWithin);
  });

  test('not once the last part has closed its segment', () => {
    const closed = { fragments: [...WHOLE, piece(6)], partList: partsOf(5, 6) };
    expect(isWithinSegment(closed, 13.5)).toBe(true);
    expect(isWithinSegment(closed, 14)).toBe(false);
  });

  test('not in a playlist without parts', () => {
    expect(isWithinSegment({ fragments: WHOLE, partList: null }, 9)).toBe(false);
  });
});

describe('the segment that is needed next', () => {
  const details = { live: true, partList: partsOf(5), lastPartSn: 5, endSN: 5, partEnd: 12 };
  const buffered = { len: 0.7, end: 11.99 };
  const next = (detail: object, buffer: object) =>
    nextSegmentOf({
      latestLevelDetails: { ...details, ...detail },
      mainForwardBufferInfo: { ...buffered, ...buffer },
    } as never);

  test('is the one after all that is listed, where that is buffered', () => {
    expect(next({}, {})).toBe(6);
  });

  test.each([
    ['a part is missing', {}, { end: 11.5 }],
    ['nothing is buffered', {}, { len: 0 }],
    ['the next segment has begun', { lastPartSn: 6, partEnd: 12.5 }, { end: 12.5 }],
    ['the show is over', { live: false }, {}],
    ['there are no parts', { partList: null }, {}],
  ])('is another one where %s', (_why, detail, buffer) => {
    expect(next(detail, buffer)).toBeUndefined();
  });
});
