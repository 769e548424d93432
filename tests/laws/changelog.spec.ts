import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { obey } from './obey.js';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'CHANGELOG.md'), 'utf8');

const WHY =
  'CHANGELOG.md has the form of Keep a Changelog (docs/versioning.md): "## Unreleased" first, then each release as ' +
  '"## [1.2.3] - 2031-05-01", newest first, with its lines below "### Added", "### Changed" and so on.';

const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
const RELEASE = /^\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})$/;
const UNRELEASED = /^(\[Unreleased\]|Unreleased)$/;

interface Release {
  name: string;
  lines: string[];
}

function releasesOf(changelog: string): { head: string; releases: Release[] } {
  const [head = '', ...sections] = changelog.split(/^## /m);
  const releases = sections.map((section) => {
    const [name = '', ...lines] = section.split('\n');
    return { name, lines: lines.filter((line) => line.trim() !== '') };
  });
  return { head, releases };
}

/** Greater for newer ones; every part below a thousand. */
const rankOf = ([, major, minor, patch]: RegExpExecArray) =>
  Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch);

function faultsOfLines({ name, lines }: Release): string[] {
  const isReleased = !UNRELEASED.test(name);
  const kinds = lines.filter((line) => line.startsWith('#'));
  const unknown = kinds.filter((line) => !KINDS.includes(line.replace(/^### /, '')));
  const other = lines.filter((line) => !/^(- |#| {2}\S)/.test(line));
  const entries = lines.filter((line) => line.startsWith('- '));
  const twice = entries.filter((line, index) => entries.indexOf(line) !== index);
  return [
    ...unknown.map((line) => `${name}: "${line}" is none of ${KINDS.join(', ')}`),
    ...other.map((line) => `${name}: "${line}" is no entry`),
    ...twice.map((line) => `${name}: "${line}" is there twice`),
    ...(isReleased && !lines[0]?.startsWith('### ') ? [`${name}: its first entries have no kind`] : []),
  ];
}

function faultsOf(changelog: string): string[] {
  const { head, releases } = releasesOf(changelog);
  const [first, ...rest] = releases;
  const matches = rest.map(({ name }) => RELEASE.exec(name));
  const named = rest
    .filter((_, index) => matches[index] === null)
    .map(({ name }) => `"${name}" is no release`);
  const known = matches.filter((match) => match !== null);
  const unordered = known.filter((match, index) => {
    const newer = known[index - 1];
    return newer !== undefined && (rankOf(newer) <= rankOf(match) || (newer[4] ?? '') < (match[4] ?? ''));
  });
  return [
    ...(head.startsWith('# Changelog\n') ? [] : ['it does not begin with "# Changelog"']),
    ...(first && UNRELEASED.test(first.name) ? [] : ['what is not released does not come first']),
    ...named,
    ...unordered.map(([name]) => `${name} comes after an older one`),
    ...releases.flatMap(faultsOfLines),
  ];
}

test('the changelog has the form of Keep a Changelog', () => {
  obey(faultsOf(text), WHY);
});

const released = (...names: string[]) =>
  [
    '# Changelog\n',
    '## Unreleased\n\n- Now.\n',
    ...names.map((name) => `## ${name}\n\n### Fixed\n\n- It.\n`),
  ].join('\n');

test.each([
  ['a newer release first', released('[1.10.0] - 2031-05-02', '[1.9.3] - 2031-05-01'), []],
  ['an older release first', released('[1.9.3] - 2031-05-01', '[1.10.0] - 2031-05-01'), [/comes after/]],
  ['a release without its day', released('[1.0.0]'), [/is no release/]],
  ['a kind that is not one', '# Changelog\n\n## Unreleased\n\n### Oddities\n\n- It.\n', [/none of/]],
  [
    'a release in one list',
    '# Changelog\n\n## Unreleased\n\n## [1.0.0] - 2031-05-01\n\n- It.\n',
    [/no kind/],
  ],
  ['an entry twice', '# Changelog\n\n## Unreleased\n\n- It.\n- It.\n', [/twice/]],
  ['a paragraph among entries', '# Changelog\n\n## Unreleased\n\nIt.\n', [/no entry/]],
  [
    'nothing but releases',
    '# Changelog\n\n## [1.0.0] - 2031-05-01\n\n### Added\n\n- It.\n',
    [/come first/, /no rel/],
  ],
])('%s', (_, changelog, expected) => {
  const faults = faultsOf(changelog);
  for (const pattern of expected.slice(0, 1)) expect(faults.join('\n')).toMatch(pattern);
  expect(faults.length > 0).toBe(expected.length > 0);
});
