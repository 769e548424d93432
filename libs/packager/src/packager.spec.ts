import { describe, expect, test } from '@jest/globals';
import { parseTrackInit, readFragment } from '#media';
import { fragmentsOf } from '../../../tests/conformance/hls/hls-media-rules.js';
import {
  ANCHOR_MS,
  EncoderRun,
  feedAll,
  IDS,
  openAll,
  openPackager,
  playlistOf,
} from '../../../tests/support/packager/encoder-runs.js';
import { FakeEncoder } from '../../../tests/support/packager/fake-encoder.js';
import type { Packager } from './packager.js';
import { PROFILES } from './profile.js';

describe('a programme in step', () => {
  test('nothing is published before a whole segment exists, and numbers begin at 1', () => {
    const { packager } = openPackager();
    const runs = openAll(packager, 1, 0);
    feedAll(runs, 0.5, 1.5);
    expect(packager.playlist('v720')).toBeUndefined();
    expect(packager.phase).toBe('starting');
    feedAll(runs, 2, 2.5);
    expect(packager.phase).toBe('live');
    expect(playlistOf(packager, 'v720')).toMatchObject({ mediaSequence: 1, discontinuitySequence: 0 });
  });

  test('video meets the grid, audio is cut at the nearest frame, both within 85 to 100 % of the target', () => {
    const { packager, gaps } = openPackager();
    feedAll(openAll(packager, 1, 0), 0.5, 20);
    const video = playlistOf(packager, 'v720');
    const audio = playlistOf(packager, 'a');
    expect(video.partTargetSeconds).toBe(0.5);
    expect(audio.partTargetSeconds).toBeCloseTo(24 * (1_024 / 48_000), 9);
    for (const playlist of [video, audio]) {
      const target = playlist.partTargetSeconds ?? 0;
      for (const { parts } of playlist.segments)
        for (const [index, part] of parts.entries()) {
          expect(part.durationSeconds).toBeLessThanOrEqual(target + 1e-9);
          if (index < parts.length - 1) expect(part.durationSeconds).toBeGreaterThanOrEqual(target * 0.85);
        }
    }
    audio.segments.forEach((segment, index) => {
      const ahead = segment.programDateTimeMs - (video.segments[index]?.programDateTimeMs ?? 0);
      expect(Math.abs(ahead)).toBeLessThanOrEqual(11);
    });
    expect(gaps).toEqual([]);
  });

  test('a segment is its parts one after the other, at decode times that follow the show', async () => {
    const { packager } = openPackager();
    feedAll(openAll(packager, 1, 0), 0.5, 9);
    const playlist = playlistOf(packager, 'v720');
    const segment = playlist.segments.at(-1);
    const init = parseTrackInit((await packager.media('v720', segment?.mapUri ?? '')) as Buffer);
    const parts = await Promise.all(segment?.parts.map((part) => packager.media('v720', part.uri)) ?? []);
    expect(Buffer.concat(parts as Buffer[])).toEqual(await packager.media('v720', segment?.uri ?? ''));
    const times = parts.map((part) => readFragment(part as Buffer, init.defaults)[0]?.decodeTicks);
    const start = Math.round(((segment?.programDateTimeMs ?? 0) - ANCHOR_MS) / 1_000) * 15_360;
    expect(times).toEqual([0, 1, 2, 3].map((index) => start + index * 7_680));
  });

  test('only the first part of a video segment is independent, and the next part is hinted', () => {
    const { packager } = openPackager();
    feedAll(openAll(packager, 1, 0), 0.5, 5);
    const { segments, preloadHint, open: growing } = playlistOf(packager, 'v720');
    expect(segments.at(-1)?.parts.map((part) => part.independent)).toEqual([true, false, false, false]);
    expect(growing?.parts).toHaveLength(2);
    expect(preloadHint).toMatch(/\/v720\/3\.2\.m4s$/);
    expect(packager.media('v720', preloadHint ?? '')).toBe('pending');
  });

  test('the standard profile has whole segments and no parts', () => {
    const { packager } = openPackager({ profile: PROFILES.standard });
    feedAll(openAll(packager, 1, 0), 0.5, 9);
    const playlist = playlistOf(packager, 'v720');
    expect(playlist.partTargetSeconds).toBeUndefined();
    expect(playlist.preloadHint).toBeUndefined();
    expect(playlist.segments.map((segment) => segment.durationSeconds)).toEqual([2, 2, 2, 2]);
  });

  test('the end closes the open segment and says so', () => {
    const { packager } = openPackager();
    feedAll(openAll(packager, 1, 0), 0.5, 5);
    packager.end();
    const playlist = playlistOf(packager, 'v720');
    expect(playlist.ended).toBe(true);
    expect(playlist.segments.at(-1)?.durationSeconds).toBeCloseTo(1, 6);
  });
});

describe('encoders that die', () => {
  test('all video restarts: cut at once, a discontinuity in every rendition, a new map for the video', () => {
    const { packager } = openPackager();
    const runs = openAll(packager, 1, 0);
    feedAll(runs, 0.5, 4.5);
    const again = ['v720', 'v360'].map((id) => new EncoderRun(packager, id, 2, 4.9));
    feedAll([...again, runs[2] as EncoderRun], 5, 10);
    for (const id of IDS) {
      const { segments } = playlistOf(packager, id);
      expect(segments.map((segment) => segment.discontinuity)).toEqual([false, false, false, true, false]);
    }
    const maps = new Set(playlistOf(packager, 'v720').segments.map((segment) => segment.mapUri));
    expect(maps.size).toBe(2);
    expect(new Set(playlistOf(packager, 'a').segments.map((segment) => segment.mapUri)).size).toBe(1);
    const cut = playlistOf(packager, 'v360').segments[3];
    expect((cut?.programDateTimeMs ?? 0) - ANCHOR_MS).toBe(4_900);
  });

  test.each([
    ['inside a part', 4.7],
    ['where a part ends', 4.5],
    ['a part earlier', 4.2],
    ['where a segment ends', 4],
  ])('all video dies %s: no gap, one video stays until the new run', (_where, diedAt) => {
    const { packager, gaps } = openPackager();
    const audio = new EncoderRun(packager, 'a', 1, 0);
    const small = () => new FakeEncoder({ kind: 'video', framesPerFragment: 3 });
    const videos = ['v720', 'v360'].map((id) => new EncoderRun(packager, id, 1, 0, small()));
    feedAll([...videos, audio], 0.5, 4);
    for (const run of videos) run.feedTo(diedAt);
    feedAll([...['v720', 'v360'].map((id) => new EncoderRun(packager, id, 2, 4.9)), audio], 5, 7);
    expect(gaps).toEqual([]);
    for (const id of ['v720', 'v360']) {
      const { segments } = playlistOf(packager, id);
      expect(segments[2]?.parts.map((part) => part.durationSeconds.toFixed(2))).toEqual(['0.50', '0.40']);
      const { defaults } = parseTrackInit(packager.media(id, segments[2]?.mapUri ?? '') as Buffer);
      const samples = segments
        .slice(1, 4)
        .flatMap(({ uri }) => fragmentsOf(packager.media(id, uri) as Buffer))
        .flatMap((fragment) => readFragment(fragment, defaults));
      const holes = samples.filter(({ decodeTicks }, index) => {
        const before = samples[index - 1];
        return before && before.decodeTicks + before.durationTicks !== decodeTicks;
      });
      expect(holes).toEqual([]);
    }
  });

  test('a new run of another form leaves a gap: its frames cannot be shown under the old map', () => {
    const { packager, gaps } = openPackager();
    const runs = openAll(packager, 1, 0);
    feedAll(runs, 0.5, 4.5);
    const again = ['v720', 'v360'].map(
      (id) => new EncoderRun(packager, id, 2, 4.9, new FakeEncoder({ kind: 'video', level: 40 })),
    );
    feedAll([...again, runs[2] as EncoderRun], 5, 10);
    expect(gaps.map(({ durationSeconds }) => durationSeconds.toFixed(1))).toEqual(['0.4', '0.4']);
  });

  test('one rung dies: its missing part is a gap, it goes on where a segment begins, the others go on', () => {
    const { packager, gaps } = openPackager();
    const runs = openAll(packager, 1, 0);
    feedAll(runs, 0.5, 4.5);
    const [v720, v360, audio] = runs as [EncoderRun, EncoderRun, EncoderRun];
    v360.close();
    const again = new EncoderRun(
      packager,
      'v360',
      2,
      5.2,
      new FakeEncoder({ kind: 'video', gop: 12, framesPerFragment: 12 }),
    );
    feedAll([v720, again, audio], 5, 9);
    const rung = playlistOf(packager, 'v360');
    expect(rung.segments.map((segment) => segment.durationSeconds.toFixed(3))).toEqual(
      playlistOf(packager, 'v720').segments.map((segment) => segment.durationSeconds.toFixed(3)),
    );
    expect(rung.segments[2]?.parts.map((part) => part.gap)).toEqual([false, true, true, true]);
    expect(rung.segments[3]?.discontinuity).toBe(true);
    expect(playlistOf(packager, 'v720').segments[3]?.discontinuity).toBe(true);
    expect(gaps.every((gap) => gap.renditionId === 'v360')).toBe(true);
  });

  test('a run whose key frames are off the grid is met at its next one', () => {
    const { packager } = openPackager();
    const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
    feedAll([v720, v360, audio], 0.5, 4.5);
    v720.close();
    v360.close();
    // Told too late: audio is out to 4.5 s already.
    const again = ['v720', 'v360'].map((id) => new EncoderRun(packager, id, 2, 4.3));
    feedAll([...again, audio], 5, 14);
    for (const id of IDS) {
      const { segments } = playlistOf(packager, id);
      expect(segments.slice(0, 6).map((segment) => segment.durationSeconds.toFixed(1))).toEqual([
        '2.0',
        '2.0',
        '2.0',
        '0.3',
        '2.0',
        '2.0',
      ]);
      const cut = segments.find((segment) => segment.programDateTimeMs - ANCHOR_MS > 6_200);
      expect((cut?.programDateTimeMs ?? 0) - ANCHOR_MS).toBeLessThan(6_320);
      expect(cut?.discontinuity).toBe(true);
      expect(segments.slice(-2).map((segment) => segment.gap)).toEqual([false, false]);
    }
  });

  test('all stop at different moments and go on much later: numbers stay the same everywhere', () => {
    const { packager } = openPackager();
    const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
    feedAll([v720, v360, audio], 0.5, 3.5);
    v720.feedTo(4);
    audio.feedTo(4.1);
    feedAll(openAll(packager, 2, 60), 60.5, 65);
    const all = IDS.map((id) => playlistOf(packager, id));
    for (const { mediaSequence, segments } of all) {
      expect(mediaSequence).toBe(1);
      expect(segments.map((segment) => segment.discontinuity)).toEqual(
        all[0]?.segments.map((segment) => segment.discontinuity),
      );
      expect(segments.map((segment) => Math.round(segment.programDateTimeMs / 1_000))).toEqual(
        all[0]?.segments.map((segment) => Math.round(segment.programDateTimeMs / 1_000)),
      );
    }
  });

  test.each([3.98, 4, 4.01, 4.03, 4.06])(
    'all stop with audio at %d s, near the end of a segment, and go on much later: no segment lasts through the stop',
    (audioSeconds) => {
      const { packager } = openPackager();
      const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
      feedAll([v720, v360, audio], 0.5, 3.5);
      v720.feedTo(4);
      audio.feedTo(audioSeconds);
      feedAll(openAll(packager, 2, 8), 8.5, 13);
      for (const id of IDS)
        for (const { durationSeconds, parts } of playlistOf(packager, id).segments) {
          expect(durationSeconds).toBeLessThan(2.1);
          const ofParts = parts.reduce((sum, part) => sum + part.durationSeconds, 0);
          if (parts.length > 0) expect(ofParts).toBeCloseTo(durationSeconds, 3);
        }
    },
  );

  test('audio goes on under the same map, in the middle of a segment', () => {
    const { packager, gaps } = openPackager();
    const [v720, v360, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
    feedAll([v720, v360, audio], 0.5, 4.5);
    audio.close();
    const again = new EncoderRun(packager, 'a', 2, 4.8);
    feedAll([v720, v360, again], 5, 9);
    const listed = playlistOf(packager, 'a');
    expect(new Set(listed.segments.map((segment) => segment.mapUri)).size).toBe(1);
    expect(gaps.reduce((sum, gap) => sum + gap.durationSeconds, 0)).toBeLessThan(0.4);
  });

  test('everything stopped for long: time goes on elsewhere with a discontinuity and no gap', () => {
    const { packager, gaps } = openPackager();
    feedAll(openAll(packager, 1, 0), 0.5, 4.5);
    feedAll(openAll(packager, 2, 60), 60.5, 65);
    const { segments } = playlistOf(packager, 'v720');
    expect(segments.map((segment) => segment.discontinuity)).toEqual([false, false, false, true, false]);
    expect((segments[3]?.programDateTimeMs ?? 0) - ANCHOR_MS).toBe(60_000);
    expect(gaps).toEqual([]);
  });

  test('bytes that are no MP4 break that run only', () => {
    const { packager } = openPackager();
    const runs = openAll(packager, 1, 0);
    const broken: number[] = [];
    packager.events.on('run-broken', ({ run }) => broken.push(run));
    feedAll(runs, 0.5, 3);
    packager.bytes('v360', 1, Buffer.alloc(64, 1));
    feedAll(runs, 3.5, 12);
    expect(broken).toEqual([1]);
    expect(playlistOf(packager, 'v720').segments).toHaveLength(6);
  });
});

test('an old window leaves the playlist and takes its discontinuities into the count', () => {
  const { packager } = openPackager();
  const runs = openAll(packager, 1, 0);
  feedAll(runs, 0.5, 4);
  const again = openAll(packager, 2, 4);
  feedAll(again, 4.5, 44);
  const playlist = playlistOf(packager, 'v720');
  expect(playlist.mediaSequence).toBeGreaterThan(3);
  expect(playlist.discontinuitySequence).toBe(1);
});

describe('the ladder that players are offered', () => {
  const offered = (packager: Packager) =>
    packager.multivariant().variants.map(({ uri, score }) => [uri, score]);
  const WHOLE = [
    ['v720.m3u8', undefined],
    ['v360.m3u8', undefined],
  ];

  test('a rung that was given up is left out, and is back when it has been written for three segments', () => {
    const { packager } = openPackager();
    const runs = openAll(packager, 1, 0);
    feedAll(runs, 0.5, 8);
    expect(offered(packager)).toEqual(WHOLE);
    packager.withdraw('v720');
    expect(packager.isGivenUp('v720')).toBe(true);
    const rest = runs.slice(1);
    // What was in the encoder's pipe still comes.
    runs[0]?.feedTo(8.5);
    feedAll(rest, 8.5, 16);
    expect(offered(packager).map(([uri]) => uri)).toEqual(['v360.m3u8']);
    const again = [new EncoderRun(packager, 'v720', 2, 16), ...rest];
    feedAll(again, 16.5, 21.5);
    expect(packager.isGivenUp('v720')).toBe(true);
    feedAll(again, 22, 22.5);
    expect(offered(packager)).toEqual(WHOLE);
    expect(packager.isGivenUp('v720')).toBe(false);
  });

  test('a rung goes and returns where segments begin: the others lose nothing, numbers go on everywhere', () => {
    const { packager, gaps } = openPackager();
    const [high, low, audio] = openAll(packager, 1, 0) as [EncoderRun, EncoderRun, EncoderRun];
    feedAll([high, low, audio], 0.5, 8);
    packager.withdraw('v720');
    feedAll([high, low, audio], 8.5, 10);
    // The one that takes over is announced before the one that leaves has said its last.
    const lowAgain = new EncoderRun(packager, 'v360', 2, 10);
    for (const run of [high, low]) run.feedTo(10).close();
    feedAll([lowAgain, audio], 10.5, 20);
    const back = [new EncoderRun(packager, 'v720', 3, 20), new EncoderRun(packager, 'v360', 3, 20)];
    lowAgain.feedTo(20).close();
    feedAll([...back, audio], 20.5, 28);
    expect(new Set(gaps.map(({ renditionId }) => renditionId))).toEqual(new Set(['v720']));
    const [highest, ...others] = IDS.map((id) => playlistOf(packager, id));
    const numbersOf = (playlist: typeof highest, what: 'discontinuity' | 'gap') =>
      playlist?.segments.flatMap((segment, at) => (segment[what] ? [playlist.mediaSequence + at] : []));
    for (const playlist of [highest, ...others]) {
      expect(playlist?.mediaSequence).toBe(1);
      expect(playlist?.segments).toHaveLength(14);
      expect(numbersOf(playlist, 'discontinuity')).toEqual([6, 11]);
      for (const { durationSeconds } of playlist?.segments ?? []) expect(durationSeconds).toBeCloseTo(2, 1);
    }
    expect(numbersOf(highest, 'gap')).toEqual([6, 7, 8, 9, 10]);
    expect(highest?.segments[9]?.mapUri).not.toBe(highest?.segments[10]?.mapUri);
  });

  test('a dead rung is the last to be chosen, after a while it is not offered at all', () => {
    const { packager, gaps } = openPackager();
    const [high, ...rest] = openAll(packager, 1, 0);
    feedAll([high as EncoderRun, ...rest], 0.5, 8);
    high?.close();
    feedAll(rest, 8.5, 14);
    expect(gaps.length).toBeGreaterThan(0);
    expect(offered(packager)).toEqual([
      ['v720.m3u8', 1],
      ['v360.m3u8', 2],
    ]);
    feedAll(rest, 14.5, 22);
    expect(offered(packager)).toEqual([['v360.m3u8', undefined]]);
  });

  test('when every rung is away all are offered: a player has to have something to ask for', () => {
    const { packager } = openPackager();
    feedAll(openAll(packager, 1, 0), 0.5, 8);
    for (const id of ['v720', 'v360']) packager.withdraw(id);
    expect(offered(packager)).toEqual(WHOLE);
  });
});

test('a show whose video has not said its codec yet is not live, and a rung without one is not offered', () => {
  const { packager } = openPackager();
  const clock = { units: 0, perSecond: 30 };
  const late = new FakeEncoder({ kind: 'video' });
  for (const renditionId of ['v720', 'v360']) packager.runOpened({ renditionId, run: 1, start: clock });
  new EncoderRun(packager, 'a', 1, 0).feedTo(40);
  expect([packager.playlist('v360') !== undefined, packager.phase]).toEqual([true, 'starting']);
  packager.bytes('v360', 1, late.init);
  for (let parts = 0; parts < 90; parts += 1) packager.bytes('v360', 1, late.fragment());
  expect(packager.phase).toBe('live');
  expect(packager.multivariant().variants.map(({ uri, codecs }) => [uri, codecs.length])).toEqual([
    ['v360.m3u8', 2],
  ]);
});
