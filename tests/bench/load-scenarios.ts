import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from './scenario.js';

/** Every file of `scenarios/` exports one `scenario` that bears the file's name. */
export async function loadScenarios(names: readonly string[]): Promise<Scenario[]> {
  const folder = join(import.meta.dirname, 'scenarios');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const known = files.map((file) => file.slice(0, -'.ts'.length)).sort();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`no scenario '${unknown.join("', '")}'; there are: ${known.join(', ')}`);
  const wanted = names.length === 0 ? known : names;
  return Promise.all(
    wanted.map(async (name) => {
      const { scenario } = (await import(join(folder, `${name}.ts`))) as { scenario?: Scenario };
      if (scenario?.name !== name) throw new Error(`${name}.ts must export a scenario named '${name}'`);
      return scenario;
    }),
  );
}
