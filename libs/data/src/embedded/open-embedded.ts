import { join } from 'node:path';
import type { Log } from '#kernel';
import type { OpenDatabase } from '../open-database.js';
import { useBaselineCompiler } from './baseline-compiler.js';
import { EmbeddedEngine } from './embedded-engine.js';
import { initialise } from './initialise.js';
import { threadAdapter } from './thread-adapter.js';
import { ThreadLife } from './thread-life.js';

/** The database's thread with its code, before it is known which process may open the folder. */
export function loadEmbedded(): ThreadLife {
  useBaselineCompiler();
  return ThreadLife.load();
}

/** PostgreSQL in a thread of this process, under the data directory. One process at a time may open it. */
export async function openEmbedded(
  dataDir: string,
  log: Log,
  loaded: ThreadLife = loadEmbedded(),
): Promise<OpenDatabase> {
  const folder = join(dataDir, 'database');
  await initialise(folder);
  let next: ThreadLife | undefined = loaded;
  const start = () => {
    const thread = next ?? ThreadLife.load();
    next = undefined;
    return thread.open(folder);
  };
  const engine = await EmbeddedEngine.create(start, log);
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
