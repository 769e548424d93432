import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#kernel';
import { createMetrics } from '#telemetry';
import { listSchema } from './kubernetes-schemas.js';
import { sourcesDigest } from './sources-digest.js';

const read = (...path: string[]): string => readFileSync(join(import.meta.dirname, ...path), 'utf8');
const rendered = (name: string) => listSchema.parse(JSON.parse(read('rendered', `${name}.json`)));

/** A node ends within 60 s of SIGTERM, 30 s of which may go to giving its shows away; the rest is margin, as in compose. */
const END_SECONDS = 75;
/** As the cluster fills in, and as the Secret has them. */
const FILLED_IN = { 'metadata.name': 'live-0', 'status.podIP': '10.0.0.11', 'status.hostIP': '192.0.2.11' };
const SECRET = {
  DATABASE_URL: 'postgresql://proscenium@db.example.org/proscenium',
  REDIS_URL: 'redis://redis.example.org',
  S3_URL: 'https://key:secret@s3.example.org/recordings',
  PROSCENIUM_CLUSTER_SECRET: 'a-secret-of-the-cluster',
};

test('the rendered files are of these templates and values', () => {
  // Otherwise render it again: README.md has the command.
  expect(read('rendered', 'sources.sha256').trim()).toBe(sourcesDigest(import.meta.dirname));
});

test('the images are those of the version of the project', () => {
  const { version } = JSON.parse(read('..', '..', 'package.json')) as { version: string };
  const values = read('values.yaml');
  for (const image of [`node: proscenium/server:${version}`, `edge: proscenium/edge:${version}`])
    expect(values).toContain(`${image}\n`);
});

describe.each(['defaults', 'roles'])('rendered with %s', (name) => {
  const { items } = rendered(name);
  const sets = items.filter((item) => item.kind === 'StatefulSet');
  const pods = items.flatMap((item) =>
    item.kind === 'StatefulSet' || item.kind === 'Deployment' ? [item.spec.template] : [],
  );
  const isOf = (labels: Record<string, string>, wanted: Record<string, string>) =>
    Object.entries(wanted).every(([key, value]) => labels[key] === value);

  test('no two objects of a kind have one name', () => {
    const names = items.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('what selects pods finds some, and every group of pods has a disruption budget', () => {
    const budgets = items.filter((item) => item.kind === 'PodDisruptionBudget');
    for (const item of items) {
      if (item.kind === 'HorizontalPodAutoscaler') continue;
      const wanted =
        item.kind === 'Service'
          ? item.spec.selector
          : (item.kind === 'NetworkPolicy' ? item.spec.podSelector : item.spec.selector).matchLabels;
      expect([item.metadata.name, pods.some(({ metadata }) => isOf(metadata.labels, wanted))]).toEqual([
        item.metadata.name,
        true,
      ]);
    }
    for (const { metadata } of pods)
      expect(budgets.filter(({ spec }) => isOf(metadata.labels, spec.selector.matchLabels))).toHaveLength(1);
  });

  test('a node starts with what it is given, and has the time to drain', () => {
    for (const { spec } of sets) {
      const [node] = spec.template.spec.containers;
      const env = Object.fromEntries(
        (node?.env ?? []).map((each) => {
          if ('value' in each) return [each.name, each.value];
          return [
            each.name,
            'fieldRef' in each.valueFrom ? FILLED_IN[each.valueFrom.fieldRef.fieldPath] : '',
          ];
        }),
      );
      const given = { ...env, ...SECRET };
      const config = loadConfig({ env: given, readFile: () => undefined, cores: 4, isTerminal: false });
      expect(config.cluster).toMatchObject({ name: 'live-0', address: '10.0.0.11', port: 7_946 });
      const media = (node?.ports ?? []).filter(({ hostPort }) => hostPort !== undefined);
      expect(media).toHaveLength(config.roles.includes('programme') ? config.stage.workers * 2 : 0);
      for (const { hostPort, containerPort } of media) {
        expect(hostPort).toBe(containerPort);
        expect(containerPort - config.stage.rtcPort).toBeLessThan(config.stage.workers);
      }
      const [, forget] = node?.lifecycle.preStop.exec.command ?? [];
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(
        END_SECONDS + Number(forget),
      );
    }
  });

  test('autoscaling is by metrics that nodes have, of sets that are there without a number of their own', async () => {
    const metrics = (await createMetrics({ version: 'test' }).registry.getMetricsAsJSON()).map(
      (metric) => metric.name,
    );
    for (const item of items) {
      if (item.kind !== 'HorizontalPodAutoscaler') continue;
      const target = sets.find(({ metadata }) => metadata.name === item.spec.scaleTargetRef.name);
      expect(target?.spec).not.toHaveProperty('replicas');
      for (const { pods: by } of item.spec.metrics) expect(metrics).toContain(by.metric.name);
    }
  });
});

test('the example has nodes for shows, nodes for pages, and edges', () => {
  const names = rendered('roles').items.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  for (const each of ['StatefulSet live-programme', 'StatefulSet live-front', 'Deployment live-edge'])
    expect(names).toContain(each);
  expect(names.filter((each) => each.startsWith('HorizontalPodAutoscaler'))).toHaveLength(2);
});

test('a key that Kubernetes does not know is refused', () => {
  const list = rendered('defaults');
  const misspelt = list.items.map((item) => ({ ...item, spec: { ...item.spec, replica: 3 } }));
  expect(listSchema.safeParse({ ...list, items: misspelt }).success).toBe(false);
});
