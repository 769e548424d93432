// What the build stages of the image run: the steps of `npm start`, then everything is taken away that only building needs.
import { execFileSync } from 'node:child_process';
import { readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, runSteps } from '../bootstrap/steps.mjs';
import { stepsToRun } from '../bootstrap/steps-to-run.mjs';
import { mediasoupFolder, placedWorker, root } from '../worker/settings.mjs';

const EARLY = ['node', 'dependencies', 'media worker'];
const LATE = ['database client', 'server', 'pages'];

const output = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' });

/** The Debian packages of the libraries that the worker is linked to. */
function packagesOfWorker() {
  const libraries = [...output('ldd', placedWorker).matchAll(/=> (\/\S+)/g)].map(([, path]) => path);
  const names = libraries.map((path) => {
    // A library of /lib is one of /usr/lib, and dpkg knows only one of the two names.
    const paths = [...new Set([path, realpathSync(path), `/usr${path}`, path.replace(/^\/usr/, '')])];
    for (const each of paths) {
      try {
        return output('dpkg-query', '-S', each).split(':')[0];
      } catch {}
    }
    throw new Error(`no package owns ${path}, which the media worker needs`);
  });
  return [...new Set(names)].sort();
}

function strip() {
  writeFileSync(join(root, 'runtime-packages'), `${packagesOfWorker().join('\n')}\n`);
  const prune = ['prune', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', prune, { cwd: root, stdio: 'inherit' });
  const worker = join(mediasoupFolder, 'worker');
  for (const name of readdirSync(worker))
    if (name !== 'out') rmSync(join(worker, name), { recursive: true, force: true });
  rmSync(join(root, 'node_modules', '.cache'), { recursive: true, force: true });
}

const phases = {
  dependencies: () => runSteps(stepsToRun.filter(([name]) => EARLY.includes(name))),
  server: () => runSteps(stepsToRun.filter(([name]) => LATE.includes(name))),
  strip: async () => strip(),
};

try {
  const phase = phases[process.argv[2]];
  if (phase === undefined) throw new Error(`one of ${Object.keys(phases).join(', ')}`);
  await phase();
} catch (error) {
  explain(error);
}
