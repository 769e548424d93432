import { join } from 'node:path';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { openObjects } from '#outputs';
import { SharedFiles, type SharedFilesOptions } from '#show';

/** Where all nodes find files of this kind; undefined where the site has no object store. */
export function sharedFiles(
  { archive: { url, publicUrl }, dataDir }: ProsceniumConfig,
  kind: Pick<SharedFilesOptions, 'prefix' | 'mostBytes' | 'withinMs'>,
  clock: Clock,
  log: Log,
): SharedFiles | undefined {
  if (url === undefined) return undefined;
  const cache = join(dataDir, 'cache', kind.prefix);
  return new SharedFiles({ open: () => openObjects(url, publicUrl), cache, ...kind, clock, log });
}
