// Real here: the whole server with a programme on air, Prometheus that scrapes it, and its own checker of rules.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { cmcdRow } from '../../libs/client/src/viewer/cmcd/cmcd-row.js';
import { waitFor } from '../support/kernel/wait-for.js';
import type { ApiClient } from '../support/server/api-client.js';
import { ServerUnderTest } from '../support/server/server-under-test.js';
import { signedInOwner } from '../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';
import { Prometheus } from '../support/telemetry/prometheus.js';

const folder = join(import.meta.dirname, '..', '..', 'infra', 'observability');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const WITHIN_MS = 40_000;

const dashboardSchema = z.object({
  title: z.string(),
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});
const dashboards = readdirSync(join(folder, 'grafana')).map((name) =>
  dashboardSchema.parse(JSON.parse(read(join('grafana', name)))),
);

/** Nobody comes on stage, and there is no object store: these have no series here. */
const NEEDS_MORE = /promotion_seconds|shared_(waiting|lost)_segments/;
/** A group of fewer is not shown. */
const PLAYERS = 6;

let server: ServerUnderTest;
let prometheus: Prometheus;
let owner: ApiClient;
let showId: string;

beforeAll(async () => {
  server = await ServerUnderTest.start({ env: SMALL_PROGRAMME });
  ({ owner } = await signedInOwner(server));
  showId = (await owner.post('/shows', { title: 'Measured' })).body.id;
  expect((await owner.post(`/shows/${showId}/live`)).status).toBeLessThan(300);
  const config = read('prometheus.yml')
    .replace('alerts.yml', join(folder, 'alerts.yml'))
    .replace('127.0.0.1:3000', `127.0.0.1:${server.port}`)
    .replaceAll('10s', '1s');
  prometheus = await Prometheus.create(config);
}, 120_000);

afterAll(async () => {
  await prometheus?.close();
  await server?.dispose();
}, 30_000);

test('each rule fires when it should and not before (promtool)', async () => {
  const { stdout } = await promisify(execFile)('promtool', [
    'test',
    'rules',
    join(folder, 'alerts.test.yml'),
  ]);
  expect(stdout).toContain('SUCCESS');
});

test('every alert has a test', () => {
  const named = (text: string, key: string) =>
    new Set([...text.matchAll(new RegExp(`${key}: (Proscenium\\w+)`, 'g'))].map(([, name]) => name));
  const alerts = named(read('alerts.yml'), 'alert');
  expect(alerts.size).toBeGreaterThan(8);
  expect(named(read('alerts.test.yml'), 'alertname')).toEqual(alerts);
});

test('metrics follow the conventions of Prometheus (promtool)', async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const check = promisify(execFile)('promtool', ['check', 'metrics']);
  check.child.stdin?.end(text);
  const { stdout, stderr } = await check.catch((error: { stdout: string; stderr: string }) => error);
  const ours = `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('proscenium_'));
  expect(ours).toEqual([]);
});

test('Prometheus loads the rules and evaluates them', async () => {
  await waitFor('rules to be evaluated', WITHIN_MS, async () => {
    const rules = await prometheus.rules();
    expect(rules.length).toBeGreaterThan(8);
    return rules.every(({ health }) => health === 'ok');
  });
});

/** As players do: each began, stalled once, had an error, and plays. */
async function reportPlayers(): Promise<void> {
  const { reportToken } = (await owner.get(`/shows/${showId}`)).body;
  const rows = Array.from({ length: PLAYERS }, (_, index) => ({
    sid: `viewing-${index}`,
    cid: showId,
    v: 2,
  })).flatMap((player) => [
    { ...player, ts: Date.now(), e: 'ps', sta: 'p', msd: 700 },
    { ...player, ts: Date.now(), e: 'e', ec: ['network'] },
    { ...player, ts: Date.now(), e: 'ps', sta: 'p', bsd: 300 },
    { ...player, ts: Date.now(), e: 't', sta: 'p', ltc: 900, br: 600, 'proscenium-played': 2_000 },
  ]);
  const { status } = await fetch(`${server.url}/live-reports/t/${reportToken}/${showId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/cmcd' },
    body: `${rows.map((row) => cmcdRow(row)).join('\n')}\n`,
  });
  expect(status).toBe(204);
}

test('every query of the dashboards finds what the server measures', async () => {
  await reportPlayers();
  await waitFor('the show to be measured', WITHIN_MS, async () => {
    const { series } = await prometheus.query(
      `rate(proscenium_programme_ticks_total{show="${showId}"}[30s]) > 0`,
    );
    return series.length === 1;
  });
  await waitFor('parts to be measured', WITHIN_MS, async () => {
    const { series } = await prometheus.query(
      `rate(proscenium_part_delay_seconds_count{show="${showId}"}[30s]) > 0`,
    );
    return series.length === 1;
  });
  for (const { panels } of dashboards) expect(panels.length).toBeGreaterThan(8);
  let empty = ['the panels were not read'];
  await waitFor('all panels', WITHIN_MS, async () => {
    empty = await emptyPanels();
    return empty.length === 0;
  }).catch(() => undefined);
  expect(empty).toEqual([]);
}, 130_000);

/** Panels with a query that is wrong, or that finds nothing yet. */
async function emptyPanels(): Promise<string[]> {
  const empty: string[] = [];
  for (const { title, panels } of dashboards)
    for (const panel of panels)
      for (const { expr } of panel.targets) {
        const query = expr
          .replaceAll('$show', '.*')
          .replaceAll('$by', 'all')
          .replaceAll('$__rate_interval', '30s');
        const { error, series } = await prometheus.query(query);
        if (error !== undefined) empty.push(`${title}, ${panel.title}: ${error}`);
        else if (series.length === 0 && !NEEDS_MORE.test(expr))
          empty.push(`${title}, ${panel.title}: nothing`);
      }
  return empty;
}

test('series of a show end with it', async () => {
  expect((await owner.post(`/shows/${showId}/end`)).status).toBeLessThan(300);
  await waitFor('the series to go', WITHIN_MS, async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return !text.includes(showId);
  });
});
