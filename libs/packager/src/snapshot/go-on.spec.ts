import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { Packager, type PackagerOptions } from '../packager.js';
import { PROFILES } from '../profile.js';

const optionsOf = (heightPx: number, anchorWallMs = 0): PackagerOptions => ({
  showId: 'show_1',
  renditions: [{ id: 'v', kind: 'video', height: heightPx, frameRate: 30, targetBitrate: 1e6 }],
  profile: PROFILES.low,
  anchorWallMs,
  clock: new ManualClock(0),
  log: silentLog,
});

/** A run from this instant on, for as many parts. */
function feed(packager: Packager, run: number, startSeconds: number, parts: number): void {
  const encoder = new FakeEncoder({ kind: 'video' });
  packager.runOpened({ renditionId: 'v', run, start: { units: startSeconds * 30, perSecond: 30 } });
  packager.bytes('v', run, encoder.init);
  for (let part = 0; part < parts; part += 1) packager.bytes('v', run, encoder.fragment());
}

test('a programme that was started again goes on in the same segment, with a discontinuity at its first frame', () => {
  const first = Packager.create(optionsOf(720));
  feed(first, 1, 0, 10);
  const { replica, isRestored } = Packager.goOn(first.snapshot(), optionsOf(720, 999));
  expect([isRestored, replica.anchorWallMs, replica.phase]).toEqual([true, 0, 'live']);
  expect(replica.renditions.get('v')?.edge).toEqual({ msn: 3, parts: 2 });
  expect(replica.endSeconds).toBeCloseTo(first.endSeconds);
  expect(first.endSeconds).toBeCloseTo(5);
  feed(replica, replica.newestRun + 1, 6, 9);
  const playlist = replica.playlist('v');
  expect(playlist?.mediaSequence).toBe(1);
  expect(playlist?.segments.map(({ discontinuity }) => discontinuity)).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});

test('where the one before may publish on, what comes has names of its own, and what is listed keeps its names', () => {
  const first = Packager.create(optionsOf(720));
  feed(first, 1, 0, 10);
  const { replica, isRestored } = Packager.goOn(first.snapshot(), { ...optionsOf(720), freshNames: true });
  expect(isRestored).toBe(false);
  feed(first, 2, 6, 9);
  feed(replica, 2, 6, 9);
  const uris = (packager: Packager) => {
    const { segments = [], open } = packager.playlist('v') ?? {};
    const parts = [...segments, ...(open ? [open] : [])].flatMap((each) => each.parts.map(({ uri }) => uri));
    return [...segments.flatMap(({ uri, mapUri = '' }) => [uri, mapUri]), ...parts];
  };
  const [before, after] = [new Set(uris(first)), uris(replica)];
  for (const uri of after) {
    expect(replica.media('v', uri)).toBeDefined();
    if (before.has(uri)) expect(replica.media('v', uri)).toEqual(first.media('v', uri));
  }
  expect(after.some((uri) => before.has(uri))).toBe(true);
  expect(after.filter((uri) => !before.has(uri)).length).toBeGreaterThan(3);
  // A player sees one discontinuity and the next numbers.
  expect(replica.playlist('v')?.segments.map(({ discontinuity }) => discontinuity)).toEqual(
    first.playlist('v')?.segments.map(({ discontinuity }) => discontinuity),
  );
});

test('with other renditions it has a replica of its own: numbers and discontinuities go on', () => {
  const first = Packager.create(optionsOf(720));
  feed(first, 1, 0, 10);
  feed(first, 2, 60, 6);
  const { lastMsn } = first.history;
  const { replica, isRestored } = Packager.goOn(first.snapshot(), optionsOf(1080, 999));
  // Of what was published as whole segments.
  expect(replica.endSeconds).toBeGreaterThanOrEqual(62);
  feed(replica, 3, 120, 9);
  expect(isRestored).toBe(false);
  expect(replica.playlist('v')).toMatchObject({ mediaSequence: lastMsn + 1, discontinuitySequence: 1 });
  expect(replica.anchorWallMs).toBe(0);
});

test('a follower that was away lists again what it knows from before', () => {
  const whole = Packager.create({ ...optionsOf(720), windowSeconds: 600 });
  feed(whole, 1, 0, 20);
  const earlier = whole.history;
  const store = new Map(earlier.segments.get('v')?.map(({ uri }) => [uri, whole.media('v', uri) as Buffer]));
  const writer = Packager.restore(whole.snapshot(), optionsOf(720));
  feed(writer, 2, 10, 64);
  const listed = writer.playlist('v')?.segments.map(({ uri }) => uri) ?? [];
  expect(listed[0]).not.toBe(earlier.segments.get('v')?.[0]?.uri);
  const held = new Map<string, Buffer>(store);
  const back = Packager.restore(writer.snapshot(), {
    ...optionsOf(720),
    earlier,
    windowSeconds: 600,
    store: {
      put: (name, bytes) => void held.set(name, bytes),
      has: (name) => held.has(name),
      find: (name) => held.get(name),
      demote: () => true,
      drop: (name) => void held.delete(name),
      storedBytes: 0,
      close: async () => undefined,
    },
  });
  const playlist = back.playlist('v');
  // 37 s with a discontinuity at 10 s: the snapshot holds the newest half minute, the store the first ten seconds.
  expect(playlist?.segments.map(({ programDateTimeMs }) => programDateTimeMs / 1_000).slice(0, 2)).toEqual([
    0, 2,
  ]);
  expect(playlist).toMatchObject({ mediaSequence: 1, discontinuitySequence: 0 });
  expect(playlist?.segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(1);
});
