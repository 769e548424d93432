// Where tests put their data folders, databases and browser profiles.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** The files of all tests that run at the same time take some hundred megabytes. */
const NEEDS_BYTES = 4e9;

function hasRoom() {
  try {
    const { bavail, bsize, type } = statfsSync(MEMORY);
    const TMPFS = 0x01021994;
    const available = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0;
    return type === TMPFS && Math.min(bavail * bsize, Number(available) * 1_024) > NEEDS_BYTES;
  } catch {
    return false;
  }
}

/**
 * Names a folder in memory as the one for temporary files, where the machine has room: each database is a copy of
 * 40 MB, and waiting for the disk was half of what such a test takes. What a person has set stays.
 */
export function chooseScratchFolder(env = process.env) {
  if (env.TMPDIR !== undefined || !existsSync(MEMORY) || !hasRoom()) return;
  // Short: the names of sockets below it may have 108 bytes.
  const folder = mkdtempSync(join(MEMORY, 'pst-'));
  // As the folder that it stands for: PostgreSQL and some servers run as other users.
  chmodSync(folder, 0o1777);
  env.TMPDIR = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}
