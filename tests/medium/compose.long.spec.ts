// Real here: the compose file as written, read by Debian's YAML parser. No engine runs it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadConfig } from '#kernel';

const folder = join(import.meta.dirname, '..', '..', 'infra', 'compose');
const TO_JSON = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))';
const read = (name: string): unknown =>
  JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', TO_JSON], {
      input: readFileSync(join(folder, name)),
      encoding: 'utf8',
    }),
  );

const texts = z.array(z.string());
const needs = z.union([
  texts,
  z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started']) })),
]);
/** Of the Compose Specification what we use: a key that is misspelt is refused. */
const serviceSchema = z.strictObject({
  image: z.string(),
  build: z
    .strictObject({
      context: z.literal('../..'),
      dockerfile: z.string(),
      target: z.enum(['server', 'edge', 'relay']),
    })
    .optional(),
  restart: z.literal('unless-stopped'),
  stop_grace_period: z.string().optional(),
  read_only: z.boolean().optional(),
  tmpfs: texts.optional(),
  cap_drop: texts.optional(),
  security_opt: texts.optional(),
  depends_on: needs.optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: texts.optional(),
  volumes: texts.optional(),
  network_mode: z.literal('host').optional(),
  entrypoint: texts.optional(),
  command: texts.optional(),
  healthcheck: z.strictObject({ test: texts, interval: z.string(), retries: z.int() }).optional(),
});
const composeSchema = z.strictObject({
  name: z.string(),
  'x-node': z.unknown(),
  'x-node-env': z.unknown(),
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
});

const compose = composeSchema.parse(read('compose.yaml'));
const { services } = compose;
const example = readFileSync(join(folder, 'example.env'), 'utf8');
const settable = [...example.matchAll(/^([A-Z_0-9]+)=/gm)].map(([, name]) => name);

test('all that a cluster needs is there, and nothing names what is not', () => {
  expect(Object.keys(services)).toEqual(
    expect.arrayContaining([
      'node-1',
      'node-2',
      'edge',
      'turn',
      'postgres',
      'redis',
      's3',
      'prometheus',
      'grafana',
    ]),
  );
  for (const { depends_on = [], volumes = [] } of Object.values(services)) {
    const others = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
    for (const other of others) expect(services).toHaveProperty([other]);
    for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
      if (source.startsWith('.'))
        expect({ source, isThere: existsSync(join(folder, source)) }).toEqual({ source, isThere: true });
      else expect(compose.volumes).toHaveProperty([source]);
    }
  }
});

test('each required variable is in the example, and each secret must be set', () => {
  const required = [...JSON.stringify(services).matchAll(/\$\{([A-Z_0-9]+):\?\}/g)].map(([, name]) => name);
  expect([...new Set(required)].sort()).toEqual(settable.toSorted());
});

test.each(['node-1', 'node-2'])('%s gets settings that it accepts', (name) => {
  const given = Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [
    key,
    value
      .replaceAll(/\$\{ADDRESS:\?\}/g, '192.0.2.10')
      .replaceAll(/\$\{[A-Z_0-9]+:\?\}/g, 'a-long-random-text-of-ours')
      .replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1'),
  ]);
  const config = loadConfig({
    env: Object.fromEntries(given),
    readFile: () => undefined,
    cores: 2,
    isTerminal: false,
  });
  expect(config.cluster).toMatchObject({ name, address: name });
  expect(config.roles).toEqual(['front', 'server', 'programme']);
});

test('the media ports of the nodes are published and are not the same', () => {
  const media = ['node-1', 'node-2'].flatMap((name) => services[name]?.ports ?? []);
  expect(new Set(media).size).toBe(media.length);
  for (const name of ['node-1', 'node-2']) {
    const first = Number(services[name]?.environment?.PROSCENIUM_STAGE_RTC_PORT);
    const range = `${first}-${first + 1}`;
    expect(services[name]?.ports).toEqual([`${range}:${range}/udp`, `${range}:${range}/tcp`]);
  }
});
