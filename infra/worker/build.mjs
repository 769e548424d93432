// Builds mediasoup-worker from the npm package's own sources against the distribution's libraries.
import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from '../bootstrap/run-tool.mjs';
import { bundleSources } from './bundles.mjs';
import { patched, patches } from './patches.mjs';
import { whyNotRunnable } from './prove.mjs';
import { cachedFolder, cachedWorker, mediasoupFolder } from './settings.mjs';

const overlay = join(dirname(fileURLToPath(import.meta.url)), 'overlay');

const whatToDo =
  'See infra/worker/README.md. A binary from another machine of the same kind can be named by MEDIASOUP_WORKER_BIN.';

export class WorkerBuildFailed extends Error {}

/** Copies the overlay of each sub-project to the directory that its .wrap file names for the download. */
async function layOverlay(subprojects) {
  for (const name of await readdir(overlay)) {
    const wrap = await readFile(join(subprojects, `${name}.wrap`), 'utf8');
    const directory = /^directory\s*=\s*(.+)$/m.exec(wrap)?.[1]?.trim();
    if (!directory) throw new WorkerBuildFailed(`${name}.wrap names no directory`);
    await cp(join(overlay, name), join(subprojects, basename(directory)), { recursive: true });
  }
}

async function prepareSources(scratch) {
  const sources = join(scratch, 'worker');
  await cp(join(mediasoupFolder, 'worker'), sources, { recursive: true });
  await layOverlay(join(sources, 'subprojects'));
  for (const patch of patches) {
    const path = join(sources, patch.file);
    await writeFile(path, patched(patch, await readFile(path, 'utf8')));
  }
  await bundleSources(sources);
  return sources;
}

/**
 * Builds into the user's cache and resolves to the path of the binary. `onProgress` receives a fraction from 0 to 1.
 * The build runs in the system's temporary folder, because meson does not cope with spaces in the path of a checkout.
 */
export async function buildWorker({ onProgress = () => {} } = {}) {
  await mkdir(cachedFolder(), { recursive: true });
  const logPath = join(cachedFolder(), 'build.log');
  const log = createWriteStream(logPath);
  const scratch = await mkdtemp(join(tmpdir(), 'proscenium-worker-'));
  const onLine = (line) => {
    const step = /^\[(\d+)\/(\d+)\]/.exec(line);
    if (step) onProgress(Number(step[1]) / Number(step[2]));
  };
  try {
    const sources = await prepareSources(scratch);
    const built = join(scratch, 'build');
    const options = { cwd: sources, log };
    const setup = ['setup', built, '--buildtype', 'release', '-Db_ndebug=true'];
    await runTool('meson', [...setup, '--wrap-mode', 'nodownload'], options);
    // The generated headers first: not every source of upstream's build file depends on them.
    await runTool('ninja', ['-C', built, 'fbs/FBS/message.h'], options);
    await runTool('ninja', ['-C', built, '-j', String(availableParallelism()), 'mediasoup-worker'], {
      ...options,
      onLine,
    });
    const arriving = `${cachedWorker()}.${process.pid}`;
    await cp(join(built, 'mediasoup-worker'), arriving);
    const fault = whyNotRunnable(arriving);
    if (fault) throw new WorkerBuildFailed(`The binary was built, but does not run: ${fault}`);
    await rename(arriving, cachedWorker());
    return cachedWorker();
  } catch (error) {
    const lastLines = error.lastLines?.join('\n') ?? '';
    throw new WorkerBuildFailed(`${lastLines}\n${error.message}\nThe whole log: ${logPath}\n${whatToDo}`);
  } finally {
    log.end();
    await rm(scratch, { recursive: true, force: true });
  }
}
