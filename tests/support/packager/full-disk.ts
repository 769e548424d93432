// Started by disk-full.spec.ts on a disk of one megabyte: a programme is stored until the disk is full, and beyond.
import { silentLog, systemClock } from '#kernel';
import { DiskStore, Packager, PROFILES } from '#packager';
import { FakeEncoder } from './fake-encoder.js';

const FRAGMENTS = 200;

export interface FullDiskFacts {
  /** What the store said of rewinding. */
  states: string[];
  /** Of the playlist when all was written. */
  firstSequence: number;
  segments: number;
  /** Of the segments listed, how many can be fetched. */
  fetched: number;
}

async function fill(folder: string): Promise<FullDiskFacts> {
  const states: string[] = [];
  const store = await DiskStore.create({
    folder,
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
  for (let part = 0; part < FRAGMENTS; part += 1) {
    packager.bytes('v', 1, encoder.fragment());
    if (part % 20 === 19) await store.flushed();
  }
  const { mediaSequence = 0, segments = [] } = packager.playlist('v') ?? {};
  let fetched = 0;
  for (const { uri } of segments) if ((await packager.media('v', uri)) instanceof Buffer) fetched += 1;
  await packager.close();
  return { states, firstSequence: mediaSequence, segments: segments.length, fetched };
}

console.log(JSON.stringify(await fill(process.argv[2] ?? '')));
