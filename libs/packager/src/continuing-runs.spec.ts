import { describe, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { isSyncSample, parseTrackInit, readFragment } from '#media';
import { fragmentsOf } from '../../../tests/conformance/hls/hls-media-rules.js';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../tests/support/packager/fake-encoder.js';
import { Packager } from './packager.js';
import { PROFILES } from './profile.js';

const IDS = ['v720', 'v360', 'a'] as const;
type Id = (typeof IDS)[number];

function open() {
  const packager = Packager.create({
    showId: 'show_1',
    renditions: [
      { id: 'v720', kind: 'video', frameRate: 30, targetBitrate: 2_000_000 },
      { id: 'v360', kind: 'video', frameRate: 30, targetBitrate: 600_000 },
      { id: 'a', kind: 'audio', targetBitrate: 128_000 },
    ],
    profile: PROFILES.low,
    anchorWallMs: 0,
    clock: new ManualClock(0),
    log: silentLog,
  });
  const gaps: number[] = [];
  packager.events.on('gap-published', ({ durationSeconds }) => gaps.push(durationSeconds));
  return { packager, gaps };
}

class Run {
  readonly #encoder: FakeEncoder;

  constructor(
    private readonly packager: Packager,
    private readonly id: Id,
    private readonly number: number,
    private readonly units: number,
    options: { continues?: boolean; level?: number; boundary?: boolean } = {},
  ) {
    const { continues = false, level, boundary } = options;
    this.#encoder = new FakeEncoder(
      id === 'a'
        ? { kind: 'audio' }
        : { kind: 'video', framesPerFragment: 3, ...(level === undefined ? {} : { level }) },
    );
    const start = { units, perSecond: id === 'a' ? 48_000 : 30 };
    packager.runOpened({ renditionId: id, run: number, start, continues, boundary });
    packager.bytes(id, number, this.#encoder.init);
  }

  feedTo(seconds: number): this {
    const start = this.units / (this.id === 'a' ? 48_000 : 30);
    while (start + this.#encoder.seconds < seconds - 1e-6)
      this.packager.bytes(this.id, this.number, this.#encoder.fragment());
    return this;
  }

  close(): void {
    this.packager.runClosed(this.id, this.number);
  }
}

function feed(runs: readonly Run[], from: number, to: number): void {
  for (let seconds = from; seconds <= to; seconds += 0.1) for (const run of runs) run.feedTo(seconds);
}

const openAll = (packager: Packager) => IDS.map((id) => new Run(packager, id, 1, 0)) as [Run, Run, Run];

/** Every frame of a rendition, with the segment that it lies in. */
function samplesOf(packager: Packager, id: Id) {
  const { segments } = packager.playlist(id) ?? { segments: [] };
  const { defaults } = parseTrackInit(packager.media(id, segments[0]?.mapUri ?? '') as Buffer);
  return segments
    .flatMap(({ uri }) => fragmentsOf(packager.media(id, uri) as Buffer))
    .flatMap((fragment) => readFragment(fragment, defaults));
}

function firstIsSync(packager: Packager, id: Id, uri: string): boolean {
  const [first] = fragmentsOf(packager.media(id, uri) as Buffer).flatMap((fragment) =>
    readFragment(fragment, { durationTicks: 0, sizeBytes: 0, flags: 0 }),
  );
  return first !== undefined && isSyncSample(first);
}

const isWithoutHole = (samples: ReturnType<typeof samplesOf>) =>
  samples.every((sample, index) => {
    const next = samples[index + 1];
    return !next || sample.decodeTicks + sample.durationTicks === next.decodeTicks;
  });

const discontinuitiesOf = (packager: Packager, id: Id) =>
  packager.playlist(id)?.segments.filter(({ discontinuity }) => discontinuity).length;

const mapsOf = (packager: Packager, id: Id) =>
  new Set(packager.playlist(id)?.segments.map(({ mapUri }) => mapUri)).size;

describe('a run that continues', () => {
  test.each([
    ['where a part ends', 4.5],
    ['where a segment ends', 6],
    ['inside a part', 4.7],
  ])('goes on at its key frame %s: one map, no discontinuity, no gap', (_where, at) => {
    const { packager, gaps } = open();
    const [v720, v360, audio] = openAll(packager);
    feed([v720, v360, audio], 0.1, at);
    v720.close();
    const again = new Run(packager, 'v720', 2, Math.round(at * 30), { continues: true });
    feed([again, v360, audio], at + 0.1, 10);
    for (const id of IDS) expect(discontinuitiesOf(packager, id)).toBe(0);
    expect([mapsOf(packager, 'v720'), gaps]).toEqual([1, []]);
    const samples = samplesOf(packager, 'v720');
    expect(isWithoutHole(samples)).toBe(true);
    const first = samples.find(({ decodeTicks }) => decodeTicks === Math.round(at * 15_360));
    expect(first && isSyncSample(first)).toBe(true);
    const durations = packager.playlist('v720')?.segments.map(({ durationSeconds }) => durationSeconds);
    expect(durations?.every((seconds) => Math.abs(seconds - 2) < 1e-6)).toBe(true);
  });

  test.each([0.1, 0.23, 0.4, 0.9])(
    'a hole of %d s before it shows one frame longer, in parts of full length',
    (hole) => {
      const { packager, gaps } = open();
      const [v720, v360, audio] = openAll(packager);
      feed([v720, v360, audio], 0.1, 4.5);
      v720.close();
      feed([v360, audio], 4.6, 4.5 + hole);
      const frames = Math.round((4.5 + hole) * 30);
      const again = new Run(packager, 'v720', 2, frames, { continues: true });
      feed([again, v360, audio], 4.5 + hole, 9);
      expect([discontinuitiesOf(packager, 'v720'), mapsOf(packager, 'v720'), gaps]).toEqual([0, 1, []]);
      expect(isWithoutHole(samplesOf(packager, 'v720'))).toBe(true);
      for (const { parts } of packager.playlist('v720')?.segments ?? [])
        for (const { durationSeconds } of parts) expect(durationSeconds).toBeCloseTo(0.5, 2);
    },
  );

  test('all renditions at once, as when their encoders are exchanged: nobody notices', () => {
    const { packager, gaps } = open();
    const before = openAll(packager);
    feed(before, 0.1, 5.5);
    for (const run of before) run.close();
    const audioUnits = Math.round((5.5 * 48_000) / 1_024) * 1_024 - 2 * 1_024;
    const after = [
      new Run(packager, 'v720', 2, 165, { continues: true }),
      new Run(packager, 'v360', 2, 165, { continues: true }),
      new Run(packager, 'a', 2, audioUnits, { continues: true }),
    ];
    feed(after, 5.6, 10);
    for (const id of IDS) {
      expect([discontinuitiesOf(packager, id), mapsOf(packager, id)]).toEqual([0, 1]);
      expect(isWithoutHole(samplesOf(packager, id))).toBe(true);
    }
    expect(gaps).toEqual([]);
  });

  test.each([4.5, 4.7, 5.9, 6, 6.1])(
    'at a boundary of its own, at %d s: segments begin there from then on, without a discontinuity',
    (at) => {
      const { packager, gaps } = open();
      const [v720, v360, audio] = openAll(packager);
      feed([v720, v360, audio], 0.1, at);
      const units = Math.round(at * 30);
      const copied = new Run(packager, 'v720', 2, units, { continues: true, boundary: true });
      // Others have its boundaries from now on, and say so later.
      audio.feedTo(at + 0.3);
      for (const run of [v720, v360]) run.close();
      const below = new Run(packager, 'v360', 2, units, { continues: true });
      feed([copied, below, audio], at + 0.3, at + 6.5);
      for (const id of IDS) {
        expect([discontinuitiesOf(packager, id), mapsOf(packager, id)]).toEqual([0, 1]);
        expect(isWithoutHole(samplesOf(packager, id))).toBe(true);
        const starts = packager.renditions.get(id)?.segments.map(({ startSeconds }) => startSeconds) ?? [];
        const after = starts.filter((start) => start > at - 0.05);
        for (const [index, start] of after.entries()) expect(start).toBeCloseTo(at + 2 * index, 1);
        expect(after.length).toBeGreaterThanOrEqual(3);
      }
      for (const id of ['v720', 'v360'] as const)
        for (const { uri } of packager.playlist(id)?.segments ?? [])
          expect(firstIsSync(packager, id, uri)).toBe(true);
      expect(gaps).toEqual([]);
    },
  );

  test('begins early to be warm: what the run before it gave counts, frames are neither lost nor doubled', () => {
    const { packager } = open();
    const [v720, v360, audio] = openAll(packager);
    feed([v720, v360, audio], 0.1, 4);
    const next = new Run(packager, 'a', 2, 184 * 1_024, { continues: true });
    audio.feedTo(4.1);
    next.feedTo(4.2);
    // Too late to count: the newer run has taken over.
    audio.feedTo(4.3);
    feed([v720, v360, next], 4.3, 8);
    expect(isWithoutHole(samplesOf(packager, 'a'))).toBe(true);
    expect(discontinuitiesOf(packager, 'a')).toBe(0);
  });

  test('frames before its first key frame, and a key frame inside what is out already, do not count', () => {
    const { packager, gaps } = open();
    const [v720, v360, audio] = openAll(packager);
    feed([v720, v360, audio], 0.1, 4.5);
    v720.close();
    // Its key frames are at 4.2 s and 6.2 s.
    const late = new Run(packager, 'v720', 2, 126, { continues: true });
    feed([late, v360, audio], 4.6, 9);
    expect(discontinuitiesOf(packager, 'v720')).toBe(0);
    expect(isWithoutHole(samplesOf(packager, 'v720'))).toBe(true);
    expect(gaps).toEqual([]);
  });

  test('after media was declared missing it goes on at its key frame, not only where a segment begins', () => {
    const { packager, gaps } = open();
    const [v720, v360, audio] = openAll(packager);
    feed([v720, v360, audio], 0.1, 8);
    v720.close();
    feed([v360, audio], 8.1, 12.6);
    expect(gaps.length).toBeGreaterThan(0);
    const again = new Run(packager, 'v720', 2, 378, { continues: true });
    feed([again, v360, audio], 12.7, 14.5);
    const { segments } = packager.playlist('v720') ?? { segments: [] };
    const firstBack = segments
      .flatMap(({ parts }) => parts)
      .find((part, index, all) => all[index - 1]?.gap && !part.gap);
    expect(firstBack?.independent ?? true).toBe(true);
    expect([discontinuitiesOf(packager, 'v720'), mapsOf(packager, 'v720')]).toEqual([0, 1]);
    const lastGap = segments.findLast(({ parts }) => parts.some(({ gap }) => gap));
    expect(lastGap?.gap).toBe(false);
  });

  test('another map than promised: it is an ordinary run, with a discontinuity where a segment begins', () => {
    const { packager } = open();
    const [v720, v360, audio] = openAll(packager);
    feed([v720, v360, audio], 0.1, 4.5);
    v720.close();
    const other = new Run(packager, 'v720', 2, 180, { continues: true, level: 40 });
    feed([other, v360, audio], 4.6, 12);
    expect(mapsOf(packager, 'v720')).toBe(2);
    expect(discontinuitiesOf(packager, 'v720')).toBeGreaterThan(0);
    expect(discontinuitiesOf(packager, 'v360')).toBe(discontinuitiesOf(packager, 'v720'));
  });

  test('the first run of a rendition continues nothing', () => {
    const { packager } = open();
    const runs = IDS.map((id) => new Run(packager, id, 1, 0, { continues: true }));
    feed(runs, 0.1, 6);
    expect(packager.phase).toBe('live');
  });
});

describe('a run under another map, of one rendition alone', () => {
  const headsOf = (packager: Packager, id: Id) =>
    packager
      .playlist(id)
      ?.segments.map(({ mapUri, discontinuity, gap }) => ({ mapUri, discontinuity, gap })) ?? [];

  test.each([
    ['before others are past its first key frame', 5.2],
    ['when others are past its first key frame', 6.7],
  ])('opened %s: the map changes where all renditions have a discontinuity, once', (_when, openedAt) => {
    const { packager } = open();
    const [v720, v360, audio] = openAll(packager);
    feed([v720, v360, audio], 0.1, 4.5);
    v720.close();
    feed([v360, audio], 4.6, openedAt);
    const other = new Run(packager, 'v720', 2, 180, { level: 40 });
    feed([other, v360, audio], openedAt + 0.1, 14);
    const heads = headsOf(packager, 'v720');
    const changedAt = heads.findIndex(
      ({ mapUri }, index) => index > 0 && mapUri !== heads[index - 1]?.mapUri,
    );
    expect(heads.flatMap(({ discontinuity }, index) => (discontinuity ? index : []))).toEqual([changedAt]);
    expect(mapsOf(packager, 'v720')).toBe(2);
    expect(heads.slice(changedAt).some(({ gap }) => gap)).toBe(false);
    for (const id of ['v360', 'a'] as const)
      expect(
        headsOf(packager, id).flatMap(({ discontinuity }, index) => (discontinuity ? index : [])),
      ).toEqual([changedAt]);
  });

  test('of an encoder that is ahead of the others by more than a segment, the map changes all the same', () => {
    const { packager } = open();
    const [v720, v360, audio] = openAll(packager);
    feed([v720, v360, audio], 0.1, 8.5);
    v720.close();
    const other = new Run(packager, 'v720', 2, 360, { level: 40 });
    for (let seconds = 8.6; seconds <= 20; seconds += 0.1) {
      other.feedTo(seconds + 3.5);
      feed([v360, audio], seconds, seconds);
    }
    const heads = headsOf(packager, 'v720');
    expect(mapsOf(packager, 'v720')).toBe(2);
    expect(heads.slice(-4).some(({ gap }) => gap)).toBe(false);
    const breaksOf = (id: Id) =>
      headsOf(packager, id).flatMap(({ discontinuity }, index) => (discontinuity ? index : []));
    expect(breaksOf('v360')).toEqual(
      breaksOf('v720').filter((index) => index < headsOf(packager, 'v360').length),
    );
    expect(breaksOf('v720').length).toBeLessThanOrEqual(2);
  });
});
