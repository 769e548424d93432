import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The types of Node leave it out. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

/**
 * Prisma's query compiler, from the module that holds it as base64. It is read as a text: once imported, a module keeps its
 * source and its value for as long as the process runs.
 */
// biome-ignore lint/suspicious/noExplicitAny: the generated client names a type of the DOM
export async function loadQueryCompiler(specifier: string): Promise<any> {
  const text = await readFile(fileURLToPath(import.meta.resolve(specifier)), 'latin1');
  const [, base64] = text.split('"', 2);
  if (base64 === undefined) throw new Error(`no query compiler in ${specifier}`);
  return WebAssembly.compile(Buffer.from(base64, 'base64'));
}
