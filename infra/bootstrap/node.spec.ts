import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../tests/support/kernel/temporary-folder.js';

const here = import.meta.dirname;
const FAKE_VERSION = '24.99.0';
let folder: ReturnType<typeof temporaryFolder>;
let environment: Record<string, string>;
beforeEach(() => {
  folder = temporaryFolder();
  const path = `${join(folder.path, 'bin')}:${process.env.PATH}`;
  environment = { PATH: path, XDG_CACHE_HOME: join(folder.path, 'cache'), HOME: folder.path };
});
afterEach(() => folder.remove());

function program(path: string, script: string): string {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A registry's package of Node, and an npm that delivers it. */
function registry(version = FAKE_VERSION): object {
  program('package/bin/node', `echo v${version}`);
  writeFileSync(join(folder.path, 'package', 'LICENSE'), 'a licence');
  const archive = join(folder.path, 'delivered.tgz');
  execFileSync('tar', ['-czf', archive, '-C', folder.path, 'package']);
  program('bin/npm', `echo "$@" >> "${folder.path}/asked"\ncp "${archive}" "$4/delivered.tgz"`);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  return {
    version: FAKE_VERSION,
    packages: { [`${process.platform}-${process.arch}`]: { name: 'node-of-this-machine', integrity } },
  };
}

function obtaining(pins: object): string {
  const entry = join(folder.path, 'entry.mjs');
  writeFileSync(
    entry,
    `import { obtainNode } from 'file://${here}/obtain-node.mjs';
    obtainNode(${JSON.stringify(pins)}).then(console.log, (error) => console.log(error.message));`,
  );
  return entry;
}

const obtain = (pins: object) =>
  spawnSync(process.execPath, [obtaining(pins)], { encoding: 'utf8', env: environment });

const supported = (version: string) =>
  spawnSync(
    process.execPath,
    [
      '-e',
      `import('file://${here}/node-version.mjs').then((m) => console.log(m.isSupportedNode('${version}')))`,
    ],
    { encoding: 'utf8' },
  ).stdout.trim();

test.each([
  ['20.20.2', 'false'],
  ['22.11.0', 'false'],
  ['22.12.0', 'true'],
  ['23.11.0', 'false'],
  ['24.0.0', 'true'],
  ['26.1.0', 'true'],
])('Node %s is supported: %s', (version, isSupported) => {
  expect(supported(version)).toBe(isSupported);
});

test('the pinned Node is fetched once and kept, with its licence', () => {
  const pins = registry();
  const kept = join(folder.path, 'cache', 'proscenium', 'node', `${FAKE_VERSION}-${process.arch}`);
  expect(obtain(pins).stdout.trim()).toBe(join(kept, 'bin', 'node'));
  expect(readdirSync(kept).sort()).toEqual(['LICENSE', 'bin']);
  expect(obtain(pins).stderr).toBe('');
  expect(readFileSync(join(folder.path, 'asked'), 'utf8').trim().split('\n')).toEqual([
    expect.stringContaining(`pack node-of-this-machine@${FAKE_VERSION}`),
  ]);
});

test('what is not the pinned file is tried twice, refused and not kept', () => {
  const pins = registry();
  writeFileSync(join(folder.path, 'delivered.tgz'), 'something else');
  const { stdout } = obtain(pins);
  expect(stdout).toContain('is not the file that infra/bootstrap/node-pins.json names');
  expect(stdout).toContain('PROSCENIUM_NODE=/path/to/node npm start');
  expect(readFileSync(join(folder.path, 'asked'), 'utf8').trim().split('\n')).toHaveLength(2);
  expect(readdirSync(join(folder.path, 'cache', 'proscenium', 'node'))).toEqual([]);
});

test('a Node that does not run here is refused', () => {
  expect(obtain(registry('1.2.3')).stdout).toContain('what was fetched does not run here (1.2.3)');
});

test('an npm that fails says why, and what to do', () => {
  const pins = registry();
  program('bin/npm', 'echo "npm error network down" >&2; exit 1');
  const { stdout, stderr } = obtain(pins);
  expect(stderr).toContain('npm error network down; trying again');
  expect(stdout).toContain(`Fetching Node ${FAKE_VERSION} failed: npm error network down`);
});

test('two starts at once both get it, and leave nothing half made', async () => {
  const entry = obtaining(registry());
  const both = [0, 1].map(async () => {
    const child = spawn(process.execPath, [entry], { env: environment });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await once(child, 'close');
    return said.trim();
  });
  const [one, other] = await Promise.all(both);
  expect(one).toBe(other);
  expect(readdirSync(join(folder.path, 'cache', 'proscenium', 'node'))).toEqual([
    `${FAKE_VERSION}-${process.arch}`,
  ]);
});

test('infra/bootstrap/node runs with the named Node, whose folder comes first for all children', () => {
  const scripts = join(folder.path, 'a checkout', 'infra', 'bootstrap');
  cpSync(here, scripts, { recursive: true });
  const named = program('other/node', `[ "$1" = --version ] && echo v22.20.0 || echo "$1 in $PATH"`);
  const env = { ...environment, PROSCENIUM_NODE: named };
  const { stdout } = spawnSync('sh', [join(scripts, 'node'), 'script.mjs'], { encoding: 'utf8', env });
  expect(stdout).toContain(`script.mjs in ${dirname(named)}:`);
});

test.each([
  ['too old', 'echo v20.19.0', 'which is Node 20.19.0. Needed: Node 22.12'],
  ['broken', 'exit 1', 'which does not run here'],
])('a named Node that is %s is an error and starts nothing', (_name, script, reason) => {
  const env = { ...environment, PROSCENIUM_NODE: program('other/node', script) };
  const { stderr, stdout, status } = spawnSync('sh', [join(here, 'node'), '-v'], { encoding: 'utf8', env });
  expect(stderr).toContain(reason);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});

test('package.json and the pins say the same as the rule', () => {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  expect(read(join(here, '..', '..', 'package.json')).engines.node).toBe('^22.12 || >=24');
  expect(supported(read(join(here, 'node-pins.json')).version)).toBe('true');
});
