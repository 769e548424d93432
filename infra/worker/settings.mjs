// Paths of the media worker: in the cache of this machine and in node_modules.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../bootstrap/cache-folder.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const mediasoupFolder = join(root, 'node_modules', 'mediasoup');

export const workerVersion = () =>
  JSON.parse(readFileSync(join(mediasoupFolder, 'package.json'), 'utf8')).version;

/** A binary built against one C library does not run with another, so each has its own folder in the cache. */
function libcName() {
  const { glibcVersionRuntime } = process.report.getReport().header;
  if (glibcVersionRuntime) return `glibc${glibcVersionRuntime}`;
  try {
    return (
      /musl[^\n]*\n?Version ([\d.]+)/.exec(execFileSync('ldd', ['--version'], { encoding: 'utf8' }))?.[1] ??
      'musl'
    );
  } catch {
    return 'musl';
  }
}

export const cachedFolder = () =>
  join(cacheFolder('mediasoup-worker'), `${workerVersion()}-${process.arch}-${libcName()}`);
export const cachedWorker = () => join(cachedFolder(), 'mediasoup-worker');

/** Where mediasoup looks if no path is given. */
export const placedWorker = join(mediasoupFolder, 'worker', 'out', 'Release', 'mediasoup-worker');
