import { join } from 'node:path';
import { silentLog, systemClock } from '#kernel';
import { DiskStore, Packager, PROFILES, TimelineJournal } from '#packager';
import { FakeEncoder } from './fake-encoder.js';

// A packager that runs until it is killed. Arguments: its folder. Says each state of its playlist, one a line.

const [folder = ''] = process.argv.slice(2);
/** Faster than time: a segment in a fifth of a second. */
const PART_EVERY_MS = 50;

const { journal, state } = await TimelineJournal.open(join(folder, 'timeline.jsonl'), silentLog);
const store = await DiskStore.create({
  folder: join(folder, 'media'),
  log: silentLog,
  ramBytes: 1e8,
  limitBytes: 1e9,
  minFreeBytes: 0,
});
const packager = Packager.create({
  showId: 'show_1',
  renditions: [{ id: 'v', kind: 'video', frameRate: 30, targetBitrate: 1e6 }],
  profile: PROFILES.low,
  anchorWallMs: systemClock.wallMs(),
  clock: systemClock,
  log: silentLog,
  journal,
  store,
  windowSeconds: 600,
  ...(state === undefined ? {} : { resume: state }),
});
const encoder = new FakeEncoder({ kind: 'video' });
const startSeconds = (state?.lastMsn ?? 0) * 10;
packager.runOpened({ renditionId: 'v', run: 1, start: { units: startSeconds * 30, perSecond: 30 } });
packager.bytes('v', 1, encoder.init);
systemClock.every(PART_EVERY_MS, () => {
  packager.bytes('v', 1, encoder.fragment());
  const playlist = packager.playlist('v');
  if (playlist) process.stdout.write(`${JSON.stringify(playlist)}\n`);
});
