// Commits rows while it notes what an fsync would bring to a disk, then opens only what that disk holds, as after a
// loss of power. A process of its own, since the embedded database is loaded from the sources of its room.
import {
  copyFileSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { openEngine } from '../../../libs/data/src/embedded/open-engine.js';

const [place = ''] = process.argv.slice(2);
const folder = join(place, 'database');
const disk = join(place, 'disk');
const ROWS_BEFORE_CHECKPOINT = 50;
const ROWS_AFTER_CHECKPOINT = 50;

/** Names that are gone from a folder are gone from the disk when the folder is synced. */
function syncNames(path: string, onDisk: string): void {
  const names = new Set(readdirSync(path));
  for (const name of existsSync(onDisk) ? readdirSync(onDisk) : []) {
    if (!names.has(name)) rmSync(join(onDisk, name), { recursive: true });
  }
}

function syncToDisk(descriptor: number): void {
  fsyncSync(descriptor);
  const path = readlinkSync(`/proc/self/fd/${descriptor}`);
  const onDisk = join(disk, relative(folder, path));
  if (statSync(path).isDirectory()) syncNames(path, onDisk);
  else {
    mkdirSync(dirname(onDisk), { recursive: true });
    copyFileSync(path, onDisk);
  }
}

mkdirSync(folder);
const created = await openEngine(folder);
await created.exec('CREATE TABLE notes (id integer PRIMARY KEY, text text)');
await created.close();
cpSync(folder, disk, { recursive: true });

const running = await openEngine(folder, { sync: syncToDisk });
let acknowledged = 0;
const write = async (rows: number) => {
  for (const end = acknowledged + rows; acknowledged < end; acknowledged++) {
    await running.query('INSERT INTO notes VALUES ($1, $2)', [acknowledged, 'x'.repeat(500)]);
  }
};
await write(ROWS_BEFORE_CHECKPOINT);
await running.exec('CHECKPOINT; CREATE TABLE later (id integer)');
await write(ROWS_AFTER_CHECKPOINT);

const found = await openEngine(disk);
const [row] = (
  await found.query<{ rows: number; sum: number }>(
    'SELECT count(*)::int AS rows, sum(id)::int AS sum FROM notes',
  )
).rows;
const later = (await found.query('SELECT * FROM later')).rows.length;
await found.close();
console.log(JSON.stringify({ acknowledged, ...row, later }));
process.exit(0);
