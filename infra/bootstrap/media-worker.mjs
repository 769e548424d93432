import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { placedWorker } from '../worker/settings.mjs';
import { BootstrapFault } from './steps.mjs';
import { ensurePackages } from './system-packages.mjs';

function isSameFile(a, b) {
  if (!existsSync(a)) return false;
  const [one, other] = [statSync(a), statSync(b)];
  return one.size === other.size && one.mtimeMs >= other.mtimeMs;
}

/** A step: a media worker that runs on this machine is where mediasoup looks for it. */
export async function provideWorker(line) {
  const { obtainWorker } = await import('../worker/obtain.mjs');
  try {
    const { path, from } = await obtainWorker({
      onStatus: (text) => line.status(text),
      onProgress: (fraction) => line.progress(fraction),
      ensurePackages: (names) =>
        ensurePackages(
          names.map((name) => ({ package: name })),
          line,
        ),
    });
    if (from === 'MEDIASOUP_WORKER_BIN' || path === placedWorker || isSameFile(placedWorker, path))
      return undefined;
    mkdirSync(dirname(placedWorker), { recursive: true });
    // Never written in place: a server may run this very file, or another checkout share it by a hard link.
    const arriving = `${placedWorker}.${process.pid}`;
    copyFileSync(path, arriving);
    renameSync(arriving, placedWorker);
    return from;
  } catch (error) {
    if (error instanceof BootstrapFault || error.lastLines) throw error;
    throw new BootstrapFault(error.message);
  }
}
