// Lint and types: what needs no test runner.
const npx = (...args) => ['npx', ['--no-install', ...args]];

export const staticChecks = [
  ['lint', ...npx('biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.')],
  ['types', ...npx('tsc', '-p', 'tsconfig.json')],
  ['types of the web', ...npx('tsc', '-p', 'apps/web/tsconfig.json')],
  ['types of the examples and the SDK', ...npx('tsc', '-p', 'examples/tsconfig.json')],
  ['types of the page meters', ...npx('tsc', '-p', 'tests/support/page/browser/tsconfig.json')],
];
