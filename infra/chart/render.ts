// Writes rendered/. Debian's packages that it takes stand in render.go.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderChart } from './render-chart.js';
import { sourcesDigest } from './sources-digest.js';

const target = join(import.meta.dirname, 'rendered');
for (const [name, list] of Object.entries(renderChart()))
  writeFileSync(join(target, `${name}.json`), `${JSON.stringify(list, undefined, 2)}\n`);
writeFileSync(join(target, 'sources.sha256'), `${sourcesDigest(import.meta.dirname)}\n`);
