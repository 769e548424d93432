// Real here: the templates of the chart, rendered by Go's own engine from Debian's packages. No Kubernetes runs it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { renderChart } from '../../infra/chart/render-chart.js';

const folder = join(import.meta.dirname, '..', '..', 'infra', 'chart', 'rendered');
/** The first time Go compiles its library as well. */
const TEST_MS = 180_000;

test(
  'the rendered files are what the templates make',
  () => {
    for (const [name, list] of Object.entries(renderChart()))
      expect(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))).toEqual(list);
  },
  TEST_MS,
);
