import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './run-tool.mjs';
import { hashOf, root, Stamp } from './stamp.mjs';

const inputs = [
  'apps/web',
  'libs/client',
  'libs/layout',
  'libs/protocol',
  'libs/kernel/src',
  'package-lock.json',
];

/** A step: the pages are built into dist/web. */
export async function buildWeb(line) {
  if (!existsSync(join(root, 'apps/web/vite.config.ts'))) return undefined;
  const stamp = new Stamp('dist/web/.stamp', hashOf(inputs));
  if (stamp.isFresh) return undefined;
  line.status('vite build');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', join(root, 'dist', 'web'), '--emptyOutDir', '--logLevel', 'warn'];
  await runTool(process.execPath, args, {
    cwd: join(root, 'apps', 'web'),
    onLine: (text) => line.detail(text),
  });
  stamp.write();
  return 'built';
}
