import { describe, expect, test } from '@jest/globals';
import * as hlsParser from 'hls-parser';
import { applyDelta, deltaOf } from './delta-update.js';
import type { MediaPlaylist, MediaSegment } from './media-playlist.js';
import type { MultivariantPlaylist } from './multivariant-playlist.js';
import { parseMediaPlaylist } from './parse-media-playlist.js';
import { parseMultivariantPlaylist } from './parse-multivariant-playlist.js';
import { printMediaPlaylist } from './print-media-playlist.js';
import { printMultivariantPlaylist } from './print-multivariant-playlist.js';

hlsParser.setOptions({ strictMode: true });

const partsOf = (msn: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    uri: `s/v/${msn}.${index}.m4s`,
    durationSeconds: 0.5,
    independent: index === 0,
    gap: false,
  }));

const segment = (msn: number, more: Partial<MediaSegment> = {}): MediaSegment => ({
  uri: `s/v/${msn}.m4s`,
  durationSeconds: 2,
  gap: false,
  discontinuity: false,
  mapUri: 's/v/init-1.mp4',
  programDateTimeMs: 1_700_000_000_000 + msn * 2_000,
  parts: [],
  ...more,
});

const live: MediaPlaylist = {
  targetDurationSeconds: 2,
  partTargetSeconds: 0.5,
  serverControl: {
    canBlockReload: true,
    canSkipUntilSeconds: 12,
    holdBackSeconds: 6,
    partHoldBackSeconds: 1.5,
  },
  mediaSequence: 7,
  discontinuitySequence: 1,
  independentSegments: true,
  segments: [
    ...Array.from({ length: 8 }, (_, index) => segment(7 + index)),
    segment(15, { discontinuity: true, mapUri: 's/v/init-2.mp4', parts: partsOf(15, 4) }),
  ],
  open: {
    ...segment(16, { mapUri: 's/v/init-2.mp4' }),
    parts: partsOf(16, 2),
  },
  preloadHint: 's/v/16.2.m4s',
  renditionReports: [{ uri: '../a.m3u8', lastMediaSequence: 16, lastPart: 1 }],
  ended: false,
};
const { mapUri, programDateTimeMs, discontinuity, parts } = live.open as MediaSegment;
live.open = { mapUri, programDateTimeMs, discontinuity, parts };

describe('a media playlist', () => {
  test('reads back as it was printed', () => {
    expect(parseMediaPlaylist(printMediaPlaylist(live))).toEqual(live);
  });

  test('is accepted by a strict validator', () => {
    expect(() => hlsParser.parse(printMediaPlaylist(live))).not.toThrow();
  });

  test('map, discontinuity and date stand before the first part of their segment', () => {
    const lines = printMediaPlaylist(live).split('\n');
    const at = lines.indexOf('#EXT-X-DISCONTINUITY');
    expect(lines.slice(at, at + 4).map((line) => line.split(':')[0])).toEqual([
      '#EXT-X-DISCONTINUITY',
      '#EXT-X-MAP',
      '#EXT-X-PROGRAM-DATE-TIME',
      '#EXT-X-PART',
    ]);
  });

  test('an ended one has ENDLIST and neither hint nor report', () => {
    const text = printMediaPlaylist({ ...live, ended: true });
    expect(text).toMatch(/#EXT-X-ENDLIST\n$/);
    expect(text).not.toMatch(/PRELOAD-HINT|RENDITION-REPORT/);
  });

  test.each(['', '#EXTM3U\nx.m4s', '#EXTM3U\n#EXTINF:-1,\nx', '#EXTM3U\n#EXT-X-PART:DURATION=1,,URI="x"'])(
    'malformed text is refused: %j',
    (text) => expect(() => parseMediaPlaylist(text)).toThrow('malformed playlist'),
  );
});

describe('a delta update', () => {
  test('leaves out only what lies wholly behind the skip boundary', () => {
    // 9 segments and two parts are 19 s; 12 s must stay, so three whole segments go.
    expect(deltaOf(live)).toMatchObject({ skippedSegments: 3, mediaSequence: 7 });
  });

  test('gives the full playlist when applied to an older one', () => {
    const delta = parseMediaPlaylist(printMediaPlaylist(deltaOf(live) as MediaPlaylist));
    const older = { ...live, mediaSequence: 6, segments: [segment(6), ...live.segments.slice(0, 5)] };
    expect(applyDelta(older, delta)).toEqual(live);
  });

  test('that skips the unknown is refused', () => {
    const delta = deltaOf(live) as MediaPlaylist;
    expect(() => applyDelta({ ...live, segments: live.segments.slice(0, 1) }, delta)).toThrow(RangeError);
  });
});

test('a multivariant playlist reads back and satisfies a strict validator', () => {
  const playlist: MultivariantPlaylist = {
    steering: { serverUri: 'steering.json', pathwayId: 'here' },
    audio: [{ uri: 'a.m3u8', groupId: 'stereo', name: 'Programme', isDefault: true, channels: 2 }],
    variants: [
      {
        uri: 'v720.m3u8',
        peakBitrate: 2_500_000,
        averageBitrate: 2_100_000,
        codecs: ['avc1.42c01f', 'mp4a.40.2'],
        resolution: { width: 1280, height: 720 },
        frameRate: 30,
        audioGroupId: 'stereo',
      },
    ],
  };
  const text = printMultivariantPlaylist(playlist);
  expect(parseMultivariantPlaylist(text)).toEqual(playlist);
  expect(text.match(/#EXT-X-STREAM-INF:.*CLOSED-CAPTIONS=NONE/g)).toHaveLength(playlist.variants.length);
  expect(() => hlsParser.parse(text)).not.toThrow();
});
