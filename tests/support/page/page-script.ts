import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';

const pageFolder = import.meta.dirname;
const IMPORT = /^import (?:type )?(?:[\s\S]*?from )?'(\.[^']+)\.js';$/gm;
const EXPORT = /^export /gm;

/** The file's imports first, each once: depth first, as the page needs them. */
async function filesOf(path: string, seen: Map<string, string>): Promise<void> {
  if (seen.has(path)) return;
  seen.set(path, '');
  const source = await readFile(path, 'utf8');
  for (const [, relative] of source.matchAll(IMPORT))
    await filesOf(`${join(dirname(path), relative ?? '')}.ts`, seen);
  seen.delete(path);
  seen.set(path, source);
}

async function toScript(source: string): Promise<string> {
  const { code } = await transform(source.replaceAll(IMPORT, '').replaceAll(EXPORT, ''), {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
    isModule: true,
  });
  return code;
}

/**
 * One file under `page/` and all that it imports as a classic script for `addInitScript`: a page under test has
 * no module of ours to import. `options` is visible to it under that name.
 */
export async function pageScript(entry: string, options: unknown = {}): Promise<string> {
  const files = new Map<string, string>();
  await filesOf(join(pageFolder, entry), files);
  const scripts = await Promise.all([...files.values()].map(toScript));
  return `(() => {\nconst options = ${JSON.stringify(options)};\n${scripts.join('\n')}\n})();`;
}
