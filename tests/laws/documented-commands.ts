/** How a command of the documents is known to work. */
export type Known =
  /** `by` runs it, or the file that its script runs, and names that as `naming`. */
  { by: string; naming: string } | { notRun: string };

const measurement =
  'takes minutes to hours and the whole machine: its results are committed with their commit';

const noEngine =
  'there is no engine of containers or Kubernetes in the tests: tests/medium/alone/container.long.spec.ts builds the image ' +
  'on a Debian of its own, tests/medium/compose.long.spec.ts and infra/chart/chart.spec.ts check what these commands read';

/** By the words that tell one command from another; their options are judged apart. */
export const KNOWN_COMMANDS: Readonly<Record<string, Known>> = {
  'npm start': { by: 'tests/support/processes/npm-under-test.ts', naming: "['start']" },
  'npm test': { notRun: 'it is what continuous integration runs, so that a test of it would run itself' },
  'npm install': {
    notRun: 'npm: tests/medium/packages.spec.ts unpacks the same packages into an empty project',
  },
  'npm ci': {
    notRun:
      'what npm start calls on a machine without packages; infra/bootstrap/bootstrap.spec.ts has its options',
  },
  'npm pack': { by: 'tests/support/packages/install-packages.ts', naming: "'pack'" },
  'npm audit': { by: 'tests/security/dependency-audit.spec.ts', naming: "'audit'" },
  'npm version': { notRun: 'changes the version: done once for a release' },
  'npm publish': { notRun: 'publishes: done once for a release' },
  'npm run test:long': {
    notRun: 'is the long tier itself; infra/bootstrap/bootstrap.spec.ts tests its plan',
  },
  'npm run dev': { notRun: 'watches files until it is ended; each step of it is one of npm start' },
  'npm run check': { notRun: 'is the first part of npm test' },
  'npm run build': { notRun: 'npm test builds before its first test' },
  'npm run packages': {
    by: 'tests/support/packages/install-packages.ts',
    naming: "'packages', 'build.mjs'",
  },
  'npm run edge': { by: 'tests/chaos/behind-the-edge.spec.ts', naming: 'infra/cdn/edge.mjs' },
  'npm run doctor': { by: 'tests/medium/doctor.spec.ts', naming: "'doctor', 'src', 'main.js'" },
  'npm run docs': { by: 'infra/docs-site/docs-site.spec.ts', naming: 'make-site' },
  'npm run docs:settings': { by: 'tests/laws/settings-page.spec.ts', naming: 'settingsMarkdown' },
  'npm run notice': { by: 'infra/licences/licences.spec.ts', naming: 'noticeText' },
  'npm run sbom': { by: 'infra/licences/licences.spec.ts', naming: 'softwareBillOfMaterials' },
  'npm run api:client': { by: 'tests/conformance/api-document.spec.ts', naming: 'generate-client.mjs' },
  'npm run fuzz': { by: 'tests/security/fuzz.spec.ts', naming: 'runFuzz' },
  'npm run floods': { notRun: measurement },
  'npm run mutate': { by: 'tests/laws/mutations.spec.ts', naming: 'npm run mutate' },
  'npm run soak': { notRun: measurement },
  'npm run chaos': { notRun: `${measurement}; tests/chaos/shared-show.spec.ts strikes some of its faults` },
  'npm run bench': { notRun: measurement },
  'npm run screenshots': {
    notRun: 'runs tests of npm test and the long tier, and writes the images of the documents',
  },
  'npm run prisma:generate': { notRun: 'npm test calls it before its first test' },
  'npm run owner:reset': { by: 'tests/security/owners.spec.ts', naming: 'resetOwner' },
  'npm run unit': { notRun: 'is jest, which runs this test' },
  'npx jest': { notRun: 'runs this test' },
  'npx vite': { notRun: "serves a developer's pages; tests/medium/packages.spec.ts builds with it" },
  'npx biome': { notRun: 'the static part of npm test runs it over everything' },
  node: { by: 'infra/bootstrap/node.spec.ts', naming: 'infra' },
  sh: { by: 'infra/bootstrap/node.spec.ts', naming: 'infra' },
  cd: { notRun: 'of the shell' },
  export: { notRun: 'of the shell' },
  docker: { notRun: noEngine },
  kubectl: { notRun: noEngine },
  helm: { notRun: noEngine },
  turnserver: { by: 'tests/support/stage/coturn.ts', naming: "command: 'turnserver'" },
  prometheus: { by: 'tests/support/telemetry/prometheus.ts', naming: "command: 'prometheus'" },
  promtool: { by: 'tests/medium/observability.spec.ts', naming: "'promtool'" },
  pg_dump: { by: 'tests/medium/data-backup.spec.ts', naming: "'pg_dump'" },
  pg_restore: { by: 'tests/medium/data-backup.spec.ts', naming: "'pg_restore'" },
  'apt-get': {
    notRun: 'npm test installs the packages that it needs so: infra/bootstrap/system-packages.mjs',
  },
  scp: { notRun: 'copies a file to another machine' },
  sysctl: { notRun: 'changes a setting of the machine' },
  git: { notRun: 'brings a newer version: what follows is npm start' },
  sudo: { notRun: 'installs PostgreSQL and Redis of the machine: tests start their own' },
  systemctl: { notRun: 'of the machine: a drain by SIGTERM is in tests/medium and tests/chaos' },
  ffmpeg: { by: 'tests/medium/srt.spec.ts', naming: 'ffmpeg' },
};
