import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from './ids.js';
import { ShowError } from './show-error.js';

/** Who holds the folder. A process number alone is reused; with its start and the machine's boot it is not. */
interface Holder {
  pid: number;
  /** Clock ticks from boot to the start of the process, where the system tells. */
  startedTicks: string;
  bootId: string;
}

const LOCK = /^server\.lock\.(\d+)$/;

const orEmpty = (path: string) => readFile(path, 'utf8').catch(() => '');

async function startedTicksOf(pid: number): Promise<string> {
  const stat = await orEmpty(`/proc/${pid}/stat`);
  // The name in parentheses may hold spaces and parentheses; the 22nd field is the 20th after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function describe(pid: number): Promise<Holder> {
  const [startedTicks, bootId] = await Promise.all([
    startedTicksOf(pid),
    orEmpty('/proc/sys/kernel/random/boot_id'),
  ]);
  return { pid, startedTicks, bootId: bootId.trim() };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process cannot be signalled, and yet it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (!isRunning(holder.pid)) return false;
  const now = await describe(holder.pid);
  return now.startedTicks === holder.startedTicks && now.bootId === holder.bootId;
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, startedTicks, bootId } = JSON.parse(text) as Partial<Holder>;
    if (!Number.isInteger(pid) || Number(pid) <= 0) return undefined;
    return { pid: Number(pid), startedTicks: startedTicks ?? '', bootId: bootId ?? '' };
  } catch {
    return undefined;
  }
}

const inUse = (folder: string, pid?: number) =>
  new ShowError({
    code: 'data-dir-in-use',
    message:
      `The data directory ${folder} is in use by another Proscenium${pid ? ` (process ${pid})` : ''}. ` +
      'Stop that one first, or give this one a folder of its own by PROSCENIUM_DATA_DIR.',
    blame: 'config',
    retry: true,
  });

const pathOf = (folder: string, generation: number) => join(folder, `server.lock.${generation}`);

async function newestGeneration(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number(LOCK.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

/** A hard link appears whole or not at all, so nobody reads a half-written lock. */
async function wasLinked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Keeps two servers out of one data directory. A holder that was killed leaves a lock that the next one takes.
 *
 * Each taker makes the file of the next generation, which only one can; the newest file counts. A release
 * empties its file and leaves it: generations never go back, so that nobody who looked earlier takes an old one.
 */
export class DataDirLock {
  readonly #path: string;
  readonly #content: string;

  private constructor(path: string, content: string) {
    this.#path = path;
    this.#content = content;
  }

  static async take(folder: string): Promise<DataDirLock> {
    await mkdir(folder, { recursive: true });
    const content = JSON.stringify(await describe(process.pid));
    const draft = join(folder, `${newId('draft')}.lock`);
    await writeFile(draft, content);
    try {
      for (;;) {
        const generation = await newestGeneration(folder);
        const holder = parse(await orEmpty(pathOf(folder, generation)));
        if (holder && (await isAlive(holder))) throw inUse(folder, holder.pid);
        const path = pathOf(folder, generation + 1);
        if (!(await wasLinked(draft, path))) continue;
        if ((await newestGeneration(folder)) > generation + 1) await rm(path, { force: true });
        else return await DataDirLock.#heldAt(folder, generation + 1, content);
      }
    } finally {
      await rm(draft, { force: true });
    }
  }

  static async #heldAt(folder: string, generation: number, content: string): Promise<DataDirLock> {
    for (const name of await readdir(folder)) {
      const older = Number(LOCK.exec(name)?.[1] ?? generation) < generation;
      if (older) await rm(join(folder, name), { force: true });
    }
    return new DataDirLock(pathOf(folder, generation), content);
  }

  /** Idempotent; leaves a lock alone that another process holds by now. */
  async release(): Promise<void> {
    if ((await orEmpty(this.#path)) === this.#content) await writeFile(this.#path, '');
  }
}
