// Gets a mediasoup-worker that runs on this machine, by the first way that works.
import { isEntry } from '../bootstrap/is-entry.mjs';
import { buildWorker } from './build.mjs';
import { locateWorker } from './locate.mjs';
import { workerBuildPackages } from './packages.mjs';
import { fetchPrebuilt, reasonOf } from './prebuilt.mjs';

/**
 * `ensurePackages(names)` is asked before a build. `onNews(text)` hears what is going on, `onProgress` a
 * fraction from 0 to 1 while it is being built.
 */
export async function obtainWorker({ ensurePackages = async () => {}, onNews = () => {}, onProgress } = {}) {
  const located = locateWorker();
  if (located) return located;
  onNews('looking for a prebuilt one');
  try {
    return { path: await fetchPrebuilt(), from: 'prebuilt by mediasoup' };
  } catch (error) {
    onNews(`no prebuilt one to be had (${reasonOf(error)}), building it from source`);
  }
  await ensurePackages(workerBuildPackages);
  return { path: await buildWorker({ onProgress }), from: 'built from source' };
}

if (isEntry(import.meta.url)) {
  try {
    const { path, from } = await obtainWorker({ onNews: (text) => console.error(`worker | ${text}`) });
    console.error(`worker | ${from}`);
    console.log(path);
  } catch (error) {
    console.error(error.message);
    console.error(`A build needs these packages: ${workerBuildPackages.join(' ')}`);
    process.exitCode = 1;
  }
}
