import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { createMetrics } from '#telemetry';
import { obey } from '../../tests/laws/obey.js';

const folder = import.meta.dirname;
const root = join(folder, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const IN_GRAFANA = readdirSync(join(folder, 'grafana')).map((name) =>
  join('infra', 'observability', 'grafana', name),
);
const WATCHED = [...IN_GRAFANA, join('infra', 'observability', 'alerts.yml')];
const NAMING = [...WATCHED, 'docs/operations.md', 'docs/cluster.md', 'infra/chart/README.md', 'CHANGELOG.md'];
const OF_A_HISTOGRAM = /_(bucket|count|sum)$/;

let metrics: string[];
const namesIn = (path: string) =>
  [...read(path).matchAll(/\bproscenium_[a-z][a-z_]+[a-z]/g)].map(([name]) =>
    name.replace(OF_A_HISTOGRAM, ''),
  );

beforeAll(async () => {
  const { registry } = createMetrics({ version: '1.2.3' });
  metrics = (await registry.getMetricsAsJSON())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('proscenium_'));
});

test('the files that Grafana reads are those that the script writes', () => {
  // A module of the bootstrap's kind, which the tests' own loader does not read.
  const entry = `import { dashboardFiles } from ${JSON.stringify(join(folder, 'dashboards.mjs'))};
    console.log(JSON.stringify(dashboardFiles()));`;
  const files: { name: string; text: string }[] = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', entry], { encoding: 'utf8' }),
  );
  expect(files.map(({ name }) => name).sort()).toEqual(readdirSync(join(folder, 'grafana')).sort());
  const stale = files.filter(({ name, text }) => {
    const kept: unknown = JSON.parse(read('infra', 'observability', 'grafana', name));
    return JSON.stringify(kept) !== JSON.stringify(JSON.parse(text));
  });
  obey(
    stale.map(({ name }) => name),
    'Run `sh infra/bootstrap/node infra/observability/dashboards.mjs` after a change, and keep what it writes.',
  );
});

test('every metric of ours is seen: on a dashboard, or by an alert', () => {
  const seen = new Set(WATCHED.flatMap(namesIn));
  expect(metrics.length).toBeGreaterThan(30);
  obey(
    metrics.filter((name) => !seen.has(name)),
    'A metric that nobody looks at is not there when it is needed: give it a panel, or an alert.',
  );
});

test('metrics that dashboards, alerts and documents name are there', () => {
  const wrong = NAMING.flatMap((path) =>
    namesIn(path)
      .filter((name) => !metrics.includes(name))
      .map((name) => `${path} names ${name}`),
  );
  obey(
    wrong,
    'A query of a metric that is not there is empty for ever: libs/telemetry/src/metrics.ts has the names.',
  );
});
