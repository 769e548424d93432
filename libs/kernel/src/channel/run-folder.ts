import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { ShowError } from '../show-error.js';

/** The system takes 107 bytes and an end; other systems 103. */
const LONGEST_PATH_BYTES = 100;
/** Of the files that lie here: `programme-` and the id of a show and `.sock`. */
const LONGEST_NAME_BYTES = 48;

const fits = (folder: string): boolean =>
  Buffer.byteLength(folder) + 1 + LONGEST_NAME_BYTES <= LONGEST_PATH_BYTES;

/**
 * The folder of the sockets between our processes, for this user alone. In the data folder, or where its path is
 * longer than a socket's may be, a folder named after it under the system's temporary one.
 */
export function runFolder(dataDir: string): string {
  const uid = userInfo().uid;
  const wanted = join(resolve(dataDir), 'run');
  const mark = createHash('sha256').update(`${uid}:${wanted}`).digest('hex').slice(0, 12);
  const folder = [wanted, join(tmpdir(), `proscenium-${mark}`)].find(fits) ?? `/tmp/proscenium-${mark}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  // Anybody may write to the temporary folder: a folder prepared by another user is not taken.
  if (!found.isDirectory() || found.uid !== uid)
    throw new ShowError({
      code: 'run-folder-not-ours',
      message: `${folder} belongs to another user. Remove it, or set PROSCENIUM_DATA_DIR to a shorter path.`,
      blame: 'config',
    });
  if ((found.mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
  return folder;
}
