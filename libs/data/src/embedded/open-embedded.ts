import { join } from 'node:path';
import type { Log } from '#kernel';
import type { OpenDatabase } from '../open-database.js';
import { useBaselineCompiler } from './baseline-compiler.js';
import { EmbeddedEngine } from './embedded-engine.js';
import { initialise } from './initialise.js';
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
