// Which documents the site has, in the order of its menu. A new page of `docs` has to be put into a group: the test says so.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const GUIDES = [
  ['Begin', ['README.md', 'docs/obs.md', 'docs/players.md', 'docs/programme.md']],
  [
    'Run it',
    [
      'docs/operations.md',
      'docs/settings.md',
      'docs/cluster.md',
      'docs/cdn.md',
      'docs/capacity.md',
      'docs/costs.md',
    ],
  ],
  ['Build on it', ['docs/building.md', 'docs/shared-state.md', 'docs/versioning.md', 'examples/README.md']],
  ['Trust it', ['docs/security.md', 'docs/reliability.md', 'docs/performance.md', 'docs/soak.md']],
  [
    'Work on it',
    ['docs/architecture.md', 'docs/design.md', 'CONTRIBUTING.md', 'infra/traps.md', 'CHANGELOG.md'],
  ],
];

const markdownIn = (root, folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);

const readmesOf = (root, folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      markdownIn(root, `${folder}/${name}`).filter((path) => path.endsWith('/README.md')),
    );

/** Groups of documents by their paths in the repository. */
export function documentGroups(root) {
  return [
    ...GUIDES,
    ['Rooms', [...readmesOf(root, 'apps'), ...readmesOf(root, 'libs'), ...readmesOf(root, 'infra')]],
    ['Decisions', markdownIn(root, 'infra/decisions')],
  ];
}

export const documentsOf = (root) => documentGroups(root).flatMap(([, paths]) => paths);

/** Pages of `docs` that no group names. */
export const forgottenIn = (root) =>
  markdownIn(root, 'docs').filter((path) => !documentsOf(root).includes(path));
