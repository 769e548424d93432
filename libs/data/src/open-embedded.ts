import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { OpenDatabase } from './open-database.js';

/** PostgreSQL inside this process, under the data directory. One process at a time may open it. */
export async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const folder = join(dataDir, 'database');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const engine = await PGlite.create({ dataDir: folder });
  return {
    kind: 'embedded',
    adapter: new PrismaPGlite(engine),
    session: async (use) =>
      use({
        query: async (sql, parameters = []) =>
          (await engine.query<Record<string, unknown>>(sql, [...parameters])).rows,
        script: async (sql) => {
          await engine.exec(sql);
        },
      }),
    close: async () => {
      if (!engine.closed) await engine.close();
    },
  };
}
