import { describe, expect, test } from '@jest/globals';
import { isReached, isTooFarAhead } from './reload-position.js';
import { parseReloadQuery } from './reload-query.js';

describe('directives', () => {
  test.each([
    ['', { skip: false }],
    ['_HLS_msn=7', { mediaSequence: 7, skip: false }],
    ['_HLS_part=2&_HLS_msn=7&_HLS_skip=YES', { mediaSequence: 7, part: 2, skip: true }],
    ['_HLS_skip=v2', { skip: true }],
    ['token=a&_HLS_msn=7&x', { mediaSequence: 7, skip: false }],
    [`CMCD=${'a'.repeat(900)}&_HLS_msn=7`, { mediaSequence: 7, skip: false }],
    [`_HLS_msn=7&CMCD=${'a'.repeat(900)}`, { mediaSequence: 7, skip: false }],
  ])('%j', (raw, query) => expect(parseReloadQuery(raw)).toEqual({ query }));

  test.each([
    '_HLS_part=0',
    '_HLS_msn=',
    '_HLS_msn=-1',
    '_HLS_msn=1e3',
    '_HLS_msn=0x10',
    '_HLS_msn=99999999999999999999',
    '_HLS_msn=1&_HLS_part=1.5',
    '_HLS_skip=NO',
    `x=${'y'.repeat(600)}`,
  ])('%j is refused', (raw) => expect(parseReloadQuery(raw)).toHaveProperty('fault'));
});

/** Segment 12 grows and has two parts; those before had four. */
const rendition = {
  published: true,
  ended: false,
  edge: { msn: 12, parts: 2 },
  partsOf: (msn: number) => (msn >= 8 && msn < 12 ? 4 : undefined),
};

describe('where a request stands', () => {
  test.each([
    ['an old segment', { msn: 3 }, true],
    ['an old part', { msn: 11, part: 3 }, true],
    ['a whole segment that grows', { msn: 12 }, false],
    ['a part that is out', { msn: 12, part: 1 }, true],
    ['the next part', { msn: 12, part: 2 }, false],
    ['past the end of a segment: the first part of the next, which is out', { msn: 11, part: 4 }, true],
    ['past the end of a segment long gone', { msn: 2, part: 99 }, true],
  ])('%s', (_name, position, reached) => expect(isReached(position, rendition)).toBe(reached));

  test('past the end of the newest whole segment waits for the first part of the next', () => {
    const fresh = { ...rendition, edge: { msn: 12, parts: 0 } };
    expect(isReached({ msn: 11, part: 4 }, fresh)).toBe(false);
  });

  test('a show that ended answers everything at once, an unpublished one nothing', () => {
    expect(isReached({ msn: 99 }, { ...rendition, ended: true })).toBe(true);
    expect(isReached({ msn: 1 }, { ...rendition, published: false })).toBe(false);
  });

  test.each([
    ['two segments past the last whole one', { msn: 13 }, false],
    ['three', { msn: 14 }, true],
    ['six parts past the last one', { msn: 12, part: 7 }, false],
    ['seven', { msn: 12, part: 8 }, true],
    ['parts of the next segment count on', { msn: 13, part: 3 }, false],
    ['and end at the same limit', { msn: 13, part: 4 }, true],
  ])('how far ahead: %s', (_name, position, isTooFar) =>
    expect(isTooFarAhead(position, rendition, 2, 0.5)).toBe(isTooFar),
  );
});
