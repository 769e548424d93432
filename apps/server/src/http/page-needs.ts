import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

type Manifest = z.infer<typeof manifestSchema>;

function* neededBy(manifest: Manifest, name: string, seen: Set<string>): Generator<Manifest[string]> {
  const chunk = manifest[name];
  if (chunk === undefined || seen.has(name)) return;
  seen.add(name);
  yield chunk;
  for (const each of chunk.imports) yield* neededBy(manifest, each, seen);
}

/**
 * Tags that send for all that a page needs while its first script is still on the way, which would otherwise ask for
 * the rest only after it has run. What the page names already is left out.
 */
export async function pageNeeds(
  webFolder: string,
  page: string,
  sources: readonly RegExp[],
): Promise<string> {
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(join(webFolder, '.vite', 'manifest.json'), 'utf8')),
  );
  const seen = new Set<string>();
  const names = Object.keys(manifest).filter((name) => sources.some((source) => source.test(name)));
  const chunks = names.flatMap((name) => [...neededBy(manifest, name, seen)]);
  const tags = new Set<string>();
  for (const { file, css } of chunks) {
    for (const each of css) tags.add(`<link rel="stylesheet" crossorigin href="/${each}">`);
    tags.add(`<link rel="modulepreload" crossorigin href="/${file}">`);
  }
  return [...tags].filter((tag) => !page.includes(/href="[^"]+"/.exec(tag)?.[0] ?? tag)).join('\n    ');
}
