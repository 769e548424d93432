// For tools that a person starts by themselves, such as `npx jest`: on an unsupported Node the command runs again
// with a supported one, and this process ends as that one does.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSupportedNode } from './node-version.mjs';

if (!isSupportedNode(process.versions.node)) {
  const runner = join(dirname(fileURLToPath(import.meta.url)), 'node');
  const args = [runner, ...process.execArgv, ...process.argv.slice(1)];
  const { status, signal } = spawnSync('sh', args, { stdio: 'inherit' });
  if (signal) process.kill(process.pid, signal);
  process.exit(status ?? 1);
}
