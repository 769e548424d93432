import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { obey } from './obey.js';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

const WHY =
  'There is one version, that of package.json (docs/versioning.md): packages, API, image and chart take theirs from it.';
const SKIPPED = new Set(['node_modules', 'dist', 'out', 'var', 'generated']);

function filesNamed(pattern: RegExp, folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesNamed(pattern, path);
    return pattern.test(entry.name) ? [relative(root, path)] : [];
  });
}

const found = (pattern: RegExp) =>
  ['infra', 'examples', 'libs', 'apps'].flatMap((folder) => filesNamed(pattern, join(root, folder)));

/** Version and version of the application, quoted or not. */
const versionsOfChart = (chart: string) =>
  [...chart.matchAll(/^(?:version|appVersion):[ \t]*["']?([^"'\s#]+)/gm)].map(([, each = '']) => each);

test('the version is a semantic one, and the lock file has it too', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({ version, packages: { '': { version } } });
});

test('charts carry it', () => {
  const wrong = found(/^Chart\.yaml$/).filter((path) => {
    const versions = versionsOfChart(read(path));
    return versions.length !== 2 || versions.some((each) => each !== version);
  });
  obey(wrong, WHY);
});

test('no other package.json and no image has a version of its own', () => {
  const manifests = found(/^package\.json$/).filter(
    (path) => (JSON.parse(read(path)) as { version?: string }).version !== undefined,
  );
  const labels = found(/^(Containerfile|Dockerfile)$/).filter((path) =>
    /image\.version[= ]+["']?\d/.test(read(path)),
  );
  obey([...manifests, ...labels], WHY);
});

test('the packages that are published, the API and the image read it', () => {
  expect(read('infra/packages/build.mjs')).toMatch('version: manifest.version');
  expect(read('apps/server/src/version.ts')).toMatch('package.json');
  expect(read('infra/container/Containerfile')).toMatch(/^COPY package\.json .*\.\/$/m);
});

test.each([
  ['version: 1.2.3\nappVersion: "1.2.3"\n', ['1.2.3', '1.2.3']],
  ["apiVersion: v2\nversion: '1.2.3' # ours\n", ['1.2.3']],
])('%j', (chart, versions) => {
  expect(versionsOfChart(chart)).toEqual(versions);
});
