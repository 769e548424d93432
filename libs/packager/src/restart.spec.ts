import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../tests/support/packager/fake-encoder.js';
import { DiskStore } from './disk-store.js';
import { Packager } from './packager.js';
import { PROFILES } from './profile.js';
import { TimelineJournal } from './timeline-journal.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restart-'));
});
afterEach(async () => {
  for (const die of lives.splice(0)) await die();
  await rm(folder, { recursive: true, force: true });
});

const lives: (() => Promise<void>)[] = [];

/** One life of a server: what it finds, and a way to die without a goodbye. */
async function live(options: { disk: boolean; startSeconds: number }) {
  const { journal, state } = await TimelineJournal.open(join(folder, 'timeline.jsonl'), silentLog);
  const store = options.disk
    ? await DiskStore.create({
        folder: join(folder, 'media'),
        log: silentLog,
        ramBytes: 1e7,
        limitBytes: 1e8,
        minFreeBytes: 0,
      })
    : undefined;
  const packager = Packager.create({
    showId: 'show_1',
    renditions: [{ id: 'v', kind: 'video', frameRate: 30, targetBitrate: 1e6 }],
    profile: PROFILES.low,
    anchorWallMs: 1_700_000_000_000 + options.startSeconds * 1_000_000,
    clock: new ManualClock(),
    log: silentLog,
    journal,
    windowSeconds: 600,
    ...(store === undefined ? {} : { store }),
    ...(state === undefined ? {} : { resume: state }),
  });
  const encoder = new FakeEncoder({ kind: 'video' });
  const units = options.startSeconds * 30;
  packager.runOpened({ renditionId: 'v', run: 1, start: { units, perSecond: 30 } });
  packager.bytes('v', 1, encoder.init);
  const feed = (parts: number) => {
    for (let part = 0; part < parts; part += 1) packager.bytes('v', 1, encoder.fragment());
  };
  const die = async () => {
    await journal.flushed();
    await store?.flushed();
  };
  lives.push(die);
  return { packager, feed, die };
}

test('numbers go on behind what anybody may have seen, with a discontinuity, on the same clock', async () => {
  const first = await live({ disk: false, startSeconds: 0 });
  first.feed(9);
  expect(first.packager.renditions.get('v')?.edge).toEqual({ msn: 3, parts: 1 });
  await first.die();
  const second = await live({ disk: false, startSeconds: 30 });
  expect(second.packager.phase).toBe('starting');
  second.feed(8);
  const playlist = second.packager.playlist('v');
  expect(playlist).toMatchObject({ mediaSequence: 4, discontinuitySequence: 0 });
  expect(playlist?.segments[0]?.discontinuity).toBe(true);
  expect(playlist?.segments[0]?.programDateTimeMs).toBe(1_700_000_000_000 + 30_000);
});

test('with a disk the earlier part is listed again, what was lost as a gap', async () => {
  const first = await live({ disk: true, startSeconds: 0 });
  first.feed(9);
  await first.die();
  const second = await live({ disk: true, startSeconds: 30 });
  // The old playlist ends in a gap and has no codec yet: a player that took it would stand there for ever.
  expect(second.packager.phase).toBe('starting');
  expect(second.packager.playlist('v')).toBeUndefined();
  second.feed(8);
  expect(second.packager.phase).toBe('live');
  const playlist = second.packager.playlist('v');
  expect(playlist?.mediaSequence).toBe(1);
  expect(playlist?.segments.map((segment) => [segment.gap, segment.discontinuity])).toEqual([
    [false, false],
    [false, false],
    [true, false],
    [false, true],
    [false, false],
  ]);
  const [old] = playlist?.segments ?? [];
  expect(await second.packager.media('v', old?.uri ?? '')).toBeInstanceOf(Buffer);
  expect(await second.packager.media('v', old?.mapUri ?? '')).toBeInstanceOf(Buffer);
});

test('a third life counts the discontinuities of all before it', async () => {
  for (const startSeconds of [0, 30, 60]) {
    const each = await live({ disk: false, startSeconds });
    each.feed(9);
    await each.die();
  }
  const last = await live({ disk: false, startSeconds: 90 });
  last.feed(4);
  expect(last.packager.playlist('v')).toMatchObject({ mediaSequence: 10, discontinuitySequence: 2 });
});

test('a torn last line is skipped', async () => {
  const first = await live({ disk: false, startSeconds: 0 });
  first.feed(9);
  await first.die();
  await appendFile(join(folder, 'timeline.jsonl'), '{"fact":"opened","ms');
  const second = await live({ disk: false, startSeconds: 30 });
  second.feed(4);
  expect(second.packager.playlist('v')?.mediaSequence).toBe(4);
});

test('a front that starts again without a programme still names the spans', async () => {
  const first = await live({ disk: true, startSeconds: 0 });
  const startMs = 1_700_000_000_000 + 500;
  const span = (id: string, more: object = {}) => ({
    id,
    class: 'poll',
    startMs,
    values: { A: '1' },
    ...more,
  });
  first.feed(8);
  first.packager.timed({ kind: 'range', range: span('one') });
  first.packager.timed({ kind: 'range', range: span('two') });
  first.feed(2);
  first.packager.timed({ kind: 'range', range: span('one', { endMs: startMs + 4_000, values: { B: '2' } }) });
  first.feed(4);
  const named = first.packager.playlist('v')?.dateRanges;
  expect(named?.map(({ id, endMs, values }) => [id, endMs, values])).toEqual([
    ['one', startMs + 4_000, { A: '1', B: '2' }],
    ['two', undefined, { A: '1' }],
  ]);
  await first.die();
  const again = await live({ disk: true, startSeconds: 0 });
  again.packager.end();
  expect(again.packager.playlist('v')?.dateRanges).toEqual(named);
});
