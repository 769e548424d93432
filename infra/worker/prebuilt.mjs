// Downloads upstream's prebuilt binary within a time limit, and uses it only after it ran on this machine.
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { whyNotRunnable } from './prove.mjs';
import { cachedFolder, cachedWorker, workerVersion } from './settings.mjs';

const timeBoxMs = 20_000;
const upstream = 'https://github.com/versatica/mediasoup/releases/download';

function archiveUrl() {
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || upstream;
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  const version = workerVersion();
  return `${base}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
}

async function download() {
  const response = await fetch(archiveUrl(), { signal: AbortSignal.timeout(timeBoxMs) });
  if (!response.ok) throw new Error(`the release page answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

async function unpack(archive, scratch) {
  const path = join(scratch, 'worker.tgz');
  await writeFile(path, archive);
  const tar = spawnSync('tar', ['-xzf', path, '-C', scratch, 'mediasoup-worker'], { encoding: 'utf8' });
  if (tar.status !== 0) throw new Error(tar.error?.message ?? tar.stderr.trim());
  const binary = join(scratch, 'mediasoup-worker');
  await chmod(binary, 0o755);
  return binary;
}

/** Resolves to the path of the cached binary; rejects with the reason if none runs on this machine. */
export async function fetchPrebuilt() {
  const archive = await download();
  await mkdir(cachedFolder(), { recursive: true });
  const scratch = await mkdtemp(join(cachedFolder(), 'prebuilt-'));
  try {
    const binary = await unpack(archive, scratch);
    const fault = whyNotRunnable(binary);
    if (fault) throw new Error(`it does not run here: ${fault}`);
    await rename(binary, cachedWorker());
    return cachedWorker();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Makes one sentence of the nested causes that fetch reports. */
export function reasonOf(error) {
  if (error.name === 'TimeoutError') return `no answer within ${timeBoxMs / 1000} s`;
  return error.cause?.message || error.cause?.code || error.message;
}
