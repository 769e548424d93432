import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone when the test is. */
export function temporaryFolder(within = tmpdir()): { path: string; remove(): void } {
  const path = mkdtempSync(join(within, 'proscenium-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
