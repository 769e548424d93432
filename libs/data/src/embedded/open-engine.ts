import { fsyncSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { DurableFolder } from './durable-folder.js';
import { START_PARAMETERS } from './start-parameters.js';
import { syncTree } from './sync-tree.js';
import { wasClosed } from './was-closed.js';

/** The types of Node leave it out. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<NonNullable<PGliteOptions['pgliteWasmModule']>>;
};

type PostgresCode = Required<Pick<PGliteOptions, 'pgliteWasmModule' | 'fsBundle'>>;

/** PostgreSQL compiled, with the files that it brings: half of what opening takes, and it needs no folder. */
export async function loadEngine(): Promise<PostgresCode> {
  const read = (name: string) => readFile(new URL(name, import.meta.resolve('@electric-sql/pglite')));
  const [code, files] = await Promise.all([read('pglite.wasm'), read('pglite.data')]);
  return { pgliteWasmModule: await WebAssembly.compile(code), fsBundle: new Blob([files]) };
}

/** Opens the database in `folder`; a commit that it acknowledges survives a loss of power. */
export async function openEngine(
  folder: string,
  { code = {}, sync = fsyncSync }: { code?: Partial<PostgresCode>; sync?: (descriptor: number) => void } = {},
): Promise<PGlite> {
  // What a killed process wrote is in the system's memory only: it must be on the disk before recovery builds on it.
  if (!(await wasClosed(folder))) await syncTree(folder);
  const files = new DurableFolder(folder, sync);
  const engine = await PGlite.create({ ...code, fs: files, startParams: START_PARAMETERS });
  files.opened();
  return engine;
}
