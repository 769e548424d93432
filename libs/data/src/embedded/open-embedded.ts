import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '#kernel';
import type { OpenDatabase } from '../open-database.js';
import { useBaselineCompiler } from './baseline-compiler.js';
import { EmbeddedEngine } from './embedded-engine.js';
import { syncPath, syncTree } from './sync-tree.js';
import { threadAdapter } from './thread-adapter.js';
import { ThreadLife } from './thread-life.js';

/** PostgreSQL in a thread of this process, under the data directory. One process at a time may open it. */
export async function openEmbedded(dataDir: string, log: Log): Promise<OpenDatabase> {
  const folder = join(dataDir, 'database');
  useBaselineCompiler();
  await initialise(folder);
  const engine = await EmbeddedEngine.create(() => ThreadLife.start(folder), log);
  return {
    kind: 'embedded',
    adapter: threadAdapter(engine),
    session: async (use) =>
      use({
        query: (sql, parameters = []) => engine.ask({ do: 'session-query', sql, parameters }),
        script: (sql) => engine.ask({ do: 'script', sql }),
      }),
    close: () => engine.close(),
  };
}

/**
 * Creates the database where there is none, in a thread of its own: creating takes 400 MB, which a thread gives back only
 * by ending. The folder gets its name when it is whole, so that a start that was interrupted leaves no half of one.
 */
async function initialise(folder: string): Promise<void> {
  const isCreated = await access(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (isCreated) return;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await (await ThreadLife.start(unfinished)).close();
  await syncTree(unfinished);
  await rename(unfinished, folder);
  await syncPath(dirname(folder));
}
