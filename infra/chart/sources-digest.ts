import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sourcesIn = (folder: string): string[] => [
  ...readdirSync(join(folder, 'templates'))
    .sort()
    .map((name) => join('templates', name)),
  ...['Chart.yaml', 'values.yaml', 'example-roles.yaml', 'render.go'],
];

/** Of everything that the rendered files are made from: they are rendered again when it changes. */
export function sourcesDigest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of sourcesIn(folder))
    hash
      .update(`${name}\n`)
      .update(readFileSync(join(folder, name)))
      .update('\n');
  return hash.digest('hex');
}
