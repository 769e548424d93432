// Obtains a mediasoup-worker that runs on this machine: from the cache, prebuilt, or built from source.
import { isEntry } from '../bootstrap/is-entry.mjs';
import { buildWorker } from './build.mjs';
import { locateWorker } from './locate.mjs';
import { workerBuildPackages } from './packages.mjs';
import { fetchPrebuilt, reasonOf } from './prebuilt.mjs';

/**
 * `ensurePackages(names)` is called before a build. `onStatus(text)` receives a text for each stage of the work, `onProgress` a
 * fraction from 0 to 1 while it is being built.
 */
export async function obtainWorker({
  ensurePackages = async () => {},
  onStatus = () => {},
  onProgress,
} = {}) {
  const located = locateWorker();
  if (located) return located;
  onStatus('looking for a prebuilt worker');
  try {
    return { path: await fetchPrebuilt(), from: 'prebuilt by mediasoup' };
  } catch (error) {
    onStatus(`no prebuilt worker available (${reasonOf(error)}), building it from source`);
  }
  await ensurePackages(workerBuildPackages);
  return { path: await buildWorker({ onProgress }), from: 'built from source' };
}

if (isEntry(import.meta.url)) {
  try {
    const { path, from } = await obtainWorker({ onStatus: (text) => console.error(`worker | ${text}`) });
    console.error(`worker | ${from}`);
    console.log(path);
  } catch (error) {
    console.error(error.message);
    console.error(`A build needs these packages: ${workerBuildPackages.join(' ')}`);
    process.exitCode = 1;
  }
}
