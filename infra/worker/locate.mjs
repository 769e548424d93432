// Prints the path of the mediasoup-worker to use, or how to obtain one. Downloads and builds nothing.
import { existsSync } from 'node:fs';
import { isEntry } from '../bootstrap/is-entry.mjs';
import { whyNotRunnable } from './prove.mjs';
import { cachedWorker, placedWorker } from './settings.mjs';

/** Returns `{ path, from }` of a worker that exists already, or undefined if one must be obtained. */
export function locateWorker() {
  const named = process.env.MEDIASOUP_WORKER_BIN;
  if (named) {
    const fault = whyNotRunnable(named);
    if (fault) throw new Error(`MEDIASOUP_WORKER_BIN names ${named}, which does not run: ${fault}`);
    return { path: named, from: 'MEDIASOUP_WORKER_BIN' };
  }
  const cached = cachedWorker();
  if (existsSync(cached) && !whyNotRunnable(cached)) return { path: cached, from: 'cache' };
  // The cache may belong to another user or be deleted; the copy in node_modules is the same binary.
  if (existsSync(placedWorker) && !whyNotRunnable(placedWorker))
    return { path: placedWorker, from: 'node_modules' };
  return undefined;
}

if (isEntry(import.meta.url)) {
  const found = locateWorker();
  if (found) console.log(found.path);
  else {
    console.error('There is no mediasoup-worker yet: node infra/worker/obtain.mjs');
    process.exitCode = 1;
  }
}
