// The quick subset: lint and format, types, unit tests. Stops at the first failure.
import { spawnSync } from 'node:child_process';
import { staticChecks } from './checks.mjs';
import { ensurePrismaClient } from './generate.mjs';

await ensurePrismaClient();

const unit = ['unit', 'node', ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js']];

for (const [name, command, args] of [...staticChecks, unit]) {
  const began = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`check | ${name} ${status === 0 ? 'ok' : 'FAILED'} ${seconds} s`);
  if (status !== 0) process.exit(1);
}
