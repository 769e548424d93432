import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './run-tool.mjs';
import { hashOf, root, Stamp } from './stamp.mjs';

function isLinked() {
  try {
    return lstatSync(join(root, 'node_modules')).isSymbolicLink();
  } catch {
    return false;
  }
}

/**
 * A step: node_modules holds what package-lock.json says. Install scripts are not run: only those of
 * mediasoup and Prisma matter, and separate steps do their work.
 */
export async function installDependencies(line) {
  // A node_modules that is a symbolic link belongs to another checkout, which keeps it up to date.
  if (isLinked()) return undefined;
  const inputs = hashOf(['package-lock.json'], process.versions.modules, process.platform, process.arch);
  const stamp = new Stamp('node_modules/.cache/proscenium/dependencies', inputs);
  if (stamp.isFresh) return undefined;
  line.status('npm ci');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runTool('npm', args, { cwd: root, onLine: (text) => line.detail(text) });
  stamp.write();
  return 'installed';
}
