import { expect, test } from '@jest/globals';
import { HlsCaptionRules } from './hls/hls-caption-rules.js';
import { Findings } from './hls/hls-finding.js';
import type { FetchedSegment } from './hls/hls-media-rules.js';

const HEAD = 'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n';
const CUE = 'a-1\n00:00:01.000 --> 00:00:02.500\n<v Rosa>good <00:00:01.400>evening\n';
const CORRECTED = CUE.replace('evening', 'morning');
const WITHDRAWN = 'a-1\n00:00:01.000 --> 00:00:02.500\n\n';

/** The rules that a segment breaks whose parts and whole are these files. */
function brokenBy(parts: readonly string[], whole: string, mapUri = ''): string[] {
  const findings = new Findings();
  const segment = { uri: 'c/1.vtt', mapUri };
  new HlsCaptionRules('captions-en', findings).next({
    segment,
    whole: Buffer.from(whole),
    parts: parts.map((text, at) => ({ part: { uri: `c/1.${at}.vtt` }, bytes: Buffer.from(text) })),
  } as never as Pick<FetchedSegment, 'segment' | 'whole' | 'parts'>);
  return findings.rules;
}

const file = (...cues: string[]): string => [HEAD, ...cues].join('\n');

test('captions that are right break nothing: said, corrected, taken back, silent', () => {
  expect(brokenBy([file(CUE), file()], file(CUE))).toEqual([]);
  expect(brokenBy([file(CUE), file(CORRECTED)], file(CORRECTED))).toEqual([]);
  expect(brokenBy([file(CUE), file(WITHDRAWN)], file('NOTE withdrawn a-1\n'))).toEqual([]);
  expect(brokenBy([file()], file())).toEqual([]);
});

test.each([
  ['a file without a head', CUE, 'caption-is-vtt'],
  ['times that are not those of the media', file(CUE).replace('MPEGTS:0', 'MPEGTS:900000'), 'caption-is-vtt'],
  ['a time that is none', file(CUE).replace('00:00:02.500', '00:61:02.500'), 'caption-is-vtt'],
  ['a cue without an id', file(CUE.slice(4)), 'caption-is-vtt'],
  ['a cue that ends before it begins', file(CUE).replace('00:00:02.500', '00:00:00.500'), 'caption-lasts'],
  ['a cue twice', file(CUE, CUE), 'caption-once'],
  ['words out of order', file(CUE.replace('evening', 'evening <00:00:01.100>all')), 'caption-words-in-order'],
  ['words that parts said and the segment has not', file(), 'caption-in-segment'],
  ['a segment that was not corrected', file(CORRECTED), 'caption-in-segment'],
])('the checker finds %s', (_name, whole, rule) => expect(brokenBy([file(CUE)], whole)).toContain(rule));

test('captions have no initialization section', () =>
  expect(brokenBy([file(CUE)], file(CUE), 'c/init.mp4')).toEqual(['caption-without-map']));
