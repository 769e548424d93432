// The quick subset: lint and format, types, unit tests.
import { spawnSync } from 'node:child_process';
import { ensurePrismaClient } from './generate.mjs';

await ensurePrismaClient();

const steps = [
  ['lint', 'npx', ['--no-install', 'biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.']],
  ['types', 'npx', ['--no-install', 'tsc', '-p', 'tsconfig.json']],
  ['types of the web', 'npx', ['--no-install', 'tsc', '-p', 'apps/web/tsconfig.json']],
  [
    'types of the page meters',
    'npx',
    ['--no-install', 'tsc', '-p', 'tests/support/page/browser/tsconfig.json'],
  ],
  ['unit', 'node', ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--passWithNoTests']],
];

for (const [name, command, args] of steps) {
  const began = Date.now();
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  console.log(
    `check | ${name} ${status === 0 ? 'ok' : 'FAILED'} ${((Date.now() - began) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exit(1);
}
