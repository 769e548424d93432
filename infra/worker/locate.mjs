// Prints the path of the mediasoup-worker to use, or says how to get one. Builds nothing.
import { existsSync } from 'node:fs';
import { isEntry } from '../bootstrap/is-entry.mjs';
import { whyNotRunnable } from './prove.mjs';
import { cachedWorker, placedWorker } from './settings.mjs';

/** The worker that is there already: answers `{ path, from }`, or undefined when one has to be obtained. */
export function locateWorker() {
  const named = process.env.MEDIASOUP_WORKER_BIN;
  if (named) {
    const fault = whyNotRunnable(named);
    if (fault) throw new Error(`MEDIASOUP_WORKER_BIN names ${named}, which does not run: ${fault}`);
    return { path: named, from: 'MEDIASOUP_WORKER_BIN' };
  }
  const cached = cachedWorker();
  if (existsSync(cached) && !whyNotRunnable(cached)) return { path: cached, from: 'cache' };
  // The cache of another user, or a lost one: what was placed for mediasoup is as good.
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
