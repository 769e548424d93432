// The steps from a fresh clone to a server that can start, in order.
import { buildWeb } from './build-web.mjs';
import { installDependencies } from './dependencies.mjs';
import { ensurePrismaClient } from './generate.mjs';
import { provideWorker } from './media-worker.mjs';
import { checkNode } from './node-version.mjs';
import { toRun } from './packages.mjs';
import { ensurePackages } from './system-packages.mjs';

async function build() {
  const { buildServer } = await import('./build.mjs');
  const { compiled } = await buildServer();
  return compiled > 0 ? `${compiled} files compiled` : undefined;
}

export const stepsToRun = [
  ['node', async () => checkNode()],
  ['system packages', (line) => ensurePackages(toRun, line)],
  ['dependencies', installDependencies],
  ['media worker', provideWorker],
  ['database client', async () => ((await ensurePrismaClient()) ? 'generated' : undefined)],
  ['server', build],
  ['pages', buildWeb],
];
