import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../kernel/temporary-folder.js';

const PREPARED = join(import.meta.dirname, '..', '..', 'out', 'prepared');

/** Owners and modes too; many times faster than Node, which copies a file at a time. */
const copy = (from: string, to: string): void => {
  execFileSync('cp', ['-a', `${from}/.`, to], { stdio: 'pipe' });
};

/**
 * A folder whose making takes longer than many a test: made once and copied from then on. `edition` says from what it
 * was made; older editions are thrown away.
 */
export async function copyPrepared(
  what: { name: string; edition: string; make: (folder: string) => Promise<void> },
  to: string,
): Promise<void> {
  const folder = join(PREPARED, what.name);
  const kept = join(folder, what.edition);
  if (!existsSync(kept)) {
    const draft = temporaryFolder();
    const made = join(draft.path, 'made');
    await what.make(made);
    mkdirSync(folder, { recursive: true });
    const others = readdirSync(folder).filter((name) => !name.startsWith(what.edition));
    for (const name of others) rmSync(join(folder, name), { recursive: true, force: true });
    // Another process may be at it too: whole or not at all, and the first one stays.
    const own = `${kept}.${process.pid}`;
    copy(made, own);
    try {
      renameSync(own, kept);
    } catch (error) {
      rmSync(own, { recursive: true, force: true });
      if (!existsSync(kept)) throw error;
    }
    draft.remove();
  }
  copy(kept, to);
}
