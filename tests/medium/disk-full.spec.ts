import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Child, silentLog, systemClock } from '#kernel';
import { DiskStore, Packager, PROFILES } from '#packager';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { FakeEncoder } from '../support/packager/fake-encoder.js';

/** A file system of one megabyte, which six segments fill. Only root may make one. */
const canMount = process.getuid?.() === 0;
const onTmpfs = canMount ? test : test.skip;

const run = (command: string, ...args: string[]) =>
  new Child({ name: command, command, args, clock: systemClock }).exited;

let folder: ReturnType<typeof temporaryFolder>;
let disk: string;
beforeEach(async () => {
  folder = temporaryFolder();
  disk = join(folder.path, 'disk');
  mkdirSync(disk);
  if (canMount)
    expect(await run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk)).toMatchObject({
      kind: 'finished',
    });
});
afterEach(async () => {
  if (canMount) await run('umount', disk);
  folder.remove();
});

onTmpfs(
  'a full disk (mounted, which needs root) stops rewinding, says so, and the live edge goes on',
  async () => {
    const states: string[] = [];
    const store = await DiskStore.create({
      folder: disk,
      log: silentLog,
      ramBytes: 1e8,
      limitBytes: 1e9,
      minFreeBytes: 0,
      onRewind: (state) => states.push(state),
    });
    const packager = Packager.create({
      showId: 'show_1',
      renditions: [{ id: 'v', kind: 'video', frameRate: 30, targetBitrate: 1e6 }],
      profile: PROFILES.low,
      anchorWallMs: systemClock.wallMs(),
      clock: systemClock,
      log: silentLog,
      store,
      windowSeconds: 1_800,
    });
    packager.runOpened({ renditionId: 'v', run: 1, start: { units: 0, perSecond: 30 } });
    const encoder = new FakeEncoder({ kind: 'video', frameBytes: 3_000 });
    packager.bytes('v', 1, encoder.init);
    for (let part = 0; part < 200; part += 1) {
      packager.bytes('v', 1, encoder.fragment());
      if (part % 20 === 19) await store.flushed();
    }
    expect(states).toEqual(['stopped']);
    const playlist = packager.playlist('v');
    // Fifty segments were made: the edge is whole, and half a minute before it is all that memory holds.
    expect((playlist?.mediaSequence ?? 0) + (playlist?.segments.length ?? 0)).toBe(51);
    expect(playlist?.segments.length).toBeLessThanOrEqual(17);
    expect(playlist?.segments.length).toBeGreaterThanOrEqual(15);
    for (const segment of playlist?.segments ?? [])
      expect(await packager.media('v', segment.uri)).toBeInstanceOf(Buffer);
    await packager.close();
  },
);
