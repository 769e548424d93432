// Builds and starts the server, and repeats both after each change of a source.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { root } from './stamp.mjs';
import { explain, runSteps } from './steps.mjs';
import { stepsToRun } from './steps-to-run.mjs';

const watched = ['apps', 'libs', 'prisma', 'package-lock.json'];
// Editors and git write several files at once: one restart for all of them.
const quietMs = 150;

let server;
let timer;
let restarting = Promise.resolve();
let ended = false;

async function stop() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

async function restart() {
  if (ended) return;
  try {
    await runSteps(stepsToRun);
  } catch (error) {
    explain(error);
    console.error('\nThe server keeps running unchanged until the next change of a source.');
    return;
  }
  await stop();
  if (ended) return;
  server = spawn(
    process.execPath,
    ['--max-semi-space-size=1', 'dist/apps/supervisor/src/main.js', ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
}

function onChange(name) {
  if (name?.includes('generated') || name?.endsWith('.spec.ts')) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    restarting = restarting.then(restart);
  }, quietMs);
}

const watchers = watched
  .filter((name) => existsSync(join(root, name)))
  .map((name) => watch(join(root, name), { recursive: true }, (_event, file) => onChange(file)));

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    ended = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    await restarting;
    await stop();
  });
}

restarting = restart();
