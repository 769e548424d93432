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
 * A step: node_modules holds what package-lock.json says. Install scripts are left out: the only ones that
 * matter are those of mediasoup and Prisma, and both are done in steps of their own that say what they do.
 */
export async function installDependencies(line) {
  // A node_modules that is a link belongs to another checkout, which looks after it.
  if (isLinked()) return undefined;
  const inputs = hashOf(['package-lock.json'], process.versions.modules, process.platform, process.arch);
  const stamp = new Stamp('node_modules/.cache/proscenium/dependencies', inputs);
  if (stamp.isFresh) return undefined;
  line.news('npm ci');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runTool('npm', args, { cwd: root, onLine: (text) => line.murmur(text) });
  stamp.press();
  return 'installed';
}
