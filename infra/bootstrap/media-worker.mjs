import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './stamp.mjs';
import { BootstrapFault } from './steps.mjs';
import { ensurePackages } from './system-packages.mjs';

// Where mediasoup looks when no variable names a worker.
const home = join(root, 'node_modules', 'mediasoup', 'worker', 'out', 'Release', 'mediasoup-worker');

function isSameFile(a, b) {
  if (!existsSync(a)) return false;
  const [one, other] = [statSync(a), statSync(b)];
  return one.size === other.size && one.mtimeMs >= other.mtimeMs;
}

/** A step: the media worker is there, runs, and lies where mediasoup finds it. */
export async function provideWorker(line) {
  const { obtainWorker } = await import('../worker/obtain.mjs');
  try {
    const { path, from } = await obtainWorker({
      onNews: (text) => line.news(text),
      onProgress: (fraction) => line.progress(fraction),
      ensurePackages: (names) =>
        ensurePackages(
          names.map((name) => ({ package: name })),
          line,
        ),
    });
    if (from === 'MEDIASOUP_WORKER_BIN' || isSameFile(home, path)) return undefined;
    mkdirSync(dirname(home), { recursive: true });
    copyFileSync(path, `${home}.new`);
    renameSync(`${home}.new`, home);
    return from;
  } catch (error) {
    if (error instanceof BootstrapFault || error.lastLines) throw error;
    throw new BootstrapFault(error.message);
  }
}
