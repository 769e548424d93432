import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from './fault.js';

/** Every file of `faults/` exports one `fault` that bears the file's name. */
export async function loadFaults(names: readonly string[]): Promise<Fault[]> {
  const folder = join(import.meta.dirname, 'faults');
  const known = (await readdir(folder)).map((file) => file.replace(/\.ts$/, '')).sort();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`no fault '${unknown.join("', '")}'; there are: ${known.join(', ')}`);
  return Promise.all(
    (names.length === 0 ? known : names).map(async (name) => {
      const { fault } = (await import(join(folder, `${name}.ts`))) as { fault?: Fault };
      if (fault?.name !== name) throw new Error(`${name}.ts must export a fault named '${name}'`);
      return fault;
    }),
  );
}
