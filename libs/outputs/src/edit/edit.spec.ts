import { expect, test } from '@jest/globals';
import { printChapters } from '../mp4/print-chapters.js';
import { RecordingIndex } from '../recording/recording-index.js';
import { keptSlots, spanOf, timelineOf } from '../recording/recording-timeline.js';
import { vodPlaylists } from '../recording/vod-playlists.js';
import { joinedChapters } from './joined-chapters.js';
import { playedChapters, playedSeconds } from './played.js';

const SEGMENT_SECONDS = 2;

/** Ten seconds of video and audio from second 100 of a show, without what `missing` names. */
function recorded(missing: readonly number[] = []): RecordingIndex {
  const index = new RecordingIndex();
  for (const kind of ['video', 'audio'] as const) {
    index.apply({ fact: 'rendition', rendition: { id: kind, kind, targetBitrate: 1 } });
    index.apply({ fact: 'map', renditionId: kind, uri: 'a/init', offset: 0, bytes: 10 });
    for (const at of [0, 1, 2, 3, 4].filter((each) => !missing.includes(each))) {
      const startSeconds = 100 + at * SEGMENT_SECONDS;
      index.apply({
        fact: 'segment',
        renditionId: kind,
        segment: {
          msn: at + 1,
          uri: `a/${at}`,
          mapUri: 'a/init',
          startSeconds,
          endSeconds: startSeconds + SEGMENT_SECONDS,
          programDateTimeMs: startSeconds * 1_000,
          discontinuity: false,
          offset: 10 + at * 5,
          bytes: 5,
        },
      });
    }
  }
  return index;
}

const kept = (fromSeconds: number, toSeconds: number, missing?: readonly number[]) =>
  spanOf(keptSlots(timelineOf(recorded(missing)), { fromSeconds, toSeconds }));

test.each([
  [0, 10, 100, 110],
  [2.9, 7.1, 102, 108],
  [3.1, 6.9, 104, 106],
  [0.9, 1_000, 100, 110],
  [4.2, 4.4, 104, 106],
])('what is played from %p to %p is whole segments', (from, to, startSeconds, endSeconds) =>
  expect(kept(from, to)).toEqual({ startSeconds, endSeconds }),
);

test('a pause of the recording is no end of what is played', () =>
  expect(kept(0, 5.5, [2])).toEqual({ startSeconds: 100, endSeconds: 104 }));

/** What a second programme published under its own names, from these seconds on. */
function publishAgain(index: RecordingIndex, starts: readonly number[], mapUri = 'a/init'): void {
  for (const kind of ['video', 'audio'] as const)
    for (const [at, startSeconds] of starts.entries())
      index.apply({
        fact: 'segment',
        renditionId: kind,
        segment: {
          msn: startSeconds,
          uri: `b/${startSeconds}`,
          mapUri,
          startSeconds,
          endSeconds: startSeconds + SEGMENT_SECONDS,
          programDateTimeMs: startSeconds * 1_000,
          discontinuity: at === 0,
          offset: 100 + startSeconds,
          bytes: 5,
        },
      });
}

test('a stretch that two programmes published is played once', () => {
  const index = recorded();
  publishAgain(index, [107, 109]);
  const slots = timelineOf(index);
  expect(slots.map((slot) => slot.startSeconds)).toEqual([100, 102, 104, 106, 108]);
  expect(spanOf(slots)).toEqual({ startSeconds: 100, endSeconds: 110 });
});

test('where the second of two programmes goes on, players see a discontinuity', () => {
  const index = recorded();
  publishAgain(index, [106, 108, 110, 112]);
  const slots = timelineOf(index);
  expect(slots.map((slot) => slot.startSeconds)).toEqual([100, 102, 104, 106, 108, 110, 112]);
  expect(slots.filter((slot) => slot.discontinuity).map((slot) => slot.startSeconds)).toEqual([110]);
});

test('the playlists of a trimmed recording name nothing outside, and end', () => {
  const facts = { codec: 'avc1', width: 640, height: 360, mark: 'a' };
  const index = recorded();
  const slots = keptSlots(timelineOf(index), { fromSeconds: 2, toSeconds: 8 });
  const playlists = vodPlaylists(index, () => facts, slots);
  const video = playlists.find(({ name }) => name === 'video.m3u8')?.text ?? '';
  expect([...video.matchAll(/BYTERANGE:(\d+@\d+)/g)].map(([, range]) => range)).toEqual([
    '5@15',
    '5@20',
    '5@25',
  ]);
  expect(video).not.toContain('DISCONTINUITY');
  expect(video.trimEnd().endsWith('#EXT-X-ENDLIST')).toBe(true);
});

test('a recording on which x264 took the place of AV1 names both codecs, and a trimmed one those that it plays', () => {
  const index = recorded();
  index.apply({ fact: 'map', renditionId: 'video', uri: 'b/init', offset: 500, bytes: 10 });
  publishAgain(index, [110, 112], 'b/init');
  const codecOf = (id: string, uri: string) => {
    if (id === 'audio') return 'mp4a.40.2';
    return uri === 'a/init' ? 'av01.0.04M.08' : 'avc1.42c01e';
  };
  const describe = (id: string, uri: string) => ({
    codec: codecOf(id, uri),
    width: 640,
    height: 360,
    mark: uri,
  });
  const codecsOf = (trim: Parameters<typeof keptSlots>[1]) => {
    const [all] = vodPlaylists(index, describe, keptSlots(timelineOf(index), trim));
    return /CODECS="([^"]*)"/.exec(all?.text ?? '')?.[1];
  };
  expect(codecsOf(null)).toBe('av01.0.04M.08,avc1.42c01e,mp4a.40.2');
  expect(codecsOf({ fromSeconds: 0, toSeconds: 8 })).toBe('av01.0.04M.08,mp4a.40.2');
  expect(codecsOf({ fromSeconds: 10, toSeconds: 14 })).toBe('avc1.42c01e,mp4a.40.2');
});

test('chapters count from what is played; the one that runs there begins there', () => {
  const chapters = [
    { atSeconds: 0, title: 'Waiting' },
    { atSeconds: 3, title: 'Talk' },
    { atSeconds: 8, title: 'Questions' },
    { atSeconds: 20, title: 'After it' },
  ];
  const recording = { seconds: 30, trim: { fromSeconds: 4, toSeconds: 18 }, chapters };
  expect(playedSeconds(recording)).toBe(14);
  expect(playedChapters(recording)).toEqual([
    { atSeconds: 0, title: 'Talk' },
    { atSeconds: 4, title: 'Questions' },
  ]);
  expect(playedChapters({ ...recording, trim: null })).toEqual(chapters);
});

test('chapters that were marked on air are kept once, and those of before as well', () => {
  const onAir = [
    { atSeconds: 90, title: 'Early' },
    { atSeconds: 99, title: 'Opening' },
    { atSeconds: 130, title: 'Talk' },
  ];
  const first = joinedChapters([], onAir, 100);
  expect(first).toEqual([
    { atSeconds: 0, title: 'Opening' },
    { atSeconds: 30, title: 'Talk' },
  ]);
  // The next process of the programme may know the newer ones alone.
  const again = [
    { atSeconds: 130.01, title: 'Talk' },
    { atSeconds: 160, title: 'End' },
  ];
  expect(joinedChapters(first, again, 100)).toEqual([...first, { atSeconds: 60, title: 'End' }]);
});

test('the list of an MP4 counts in 100 ns, and cuts no character of a long title', () => {
  expect(printChapters([])).toHaveLength(0);
  const box = printChapters([{ atSeconds: 1.5, title: '방'.repeat(100) }]);
  const at = box.indexOf('chpl') + 4;
  expect([box.readUInt8(at + 8), box.readBigUInt64BE(at + 9)]).toEqual([1, 15_000_000n]);
  const length = box.readUInt8(at + 17);
  expect([length, box.subarray(at + 18).toString()]).toEqual([255, '방'.repeat(85)]);
});
