// Takes every image of `docs/screenshots` again, by the tests that look at the pages: `npm run screenshots`, or a part of it by
// words of the files' names (`npm run screenshots -- stories`). An image that no test takes any more is removed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './stamp.mjs';

const LOOKING = [
  ...['pages', 'alone/stories', 'alone/scenes', 'alone/show-panels', 'alone/backstage', 'alone/background'],
  ...['alone/private-talk', 'alone/private-call', 'alone/whiteboard', 'alone/followed-show'],
];
/** Those of `npm test`, and further languages and sizes in the long tier. */
const SUFFIXES = ['', '.long'];
const target = join(root, 'docs', 'screenshots');

const words = process.argv.slice(2);
const chosen = LOOKING.filter((each) => words.length === 0 || words.some((word) => each.includes(word)));
const specs = chosen
  .flatMap((each) => SUFFIXES.map((suffix) => `tests/e2e/${each}${suffix}.spec.ts`))
  .filter((path) => existsSync(join(root, path)));

mkdirSync(target, { recursive: true });
// On the disk of the target: a file is moved there, or it is not.
const folder = join(root, 'tests', 'out');
mkdirSync(folder, { recursive: true });
const taken = mkdtempSync(join(folder, 'screenshots-'));
try {
  const status = await takeAll(taken);
  const files = readdirSync(taken);
  for (const file of files) renameSync(join(taken, file), join(target, file));
  const isWhole = status === 0 && words.length === 0;
  const stale = isWhole ? pagesIn(target).filter((file) => !files.includes(file)) : [];
  for (const file of stale) rmSync(join(target, file));
  console.log(`screenshots | ${files.length} taken, ${stale.length} stale ones removed`);
  process.exitCode = status;
} finally {
  rmSync(taken, { recursive: true, force: true });
}

/** Those of pages: the layouts of the programme are taken by tests of their own. */
function pagesIn(images) {
  return readdirSync(images).filter((file) => !basename(file).startsWith('programme-'));
}

function takeAll(shots) {
  const env = {
    ...process.env,
    PROSCENIUM_TIER: 'e2e',
    PROSCENIUM_SHOTS: shots,
    NODE_OPTIONS: '--experimental-vm-modules',
  };
  const args = [join('node_modules', 'jest', 'bin', 'jest.js'), '--runInBand', '--runTestsByPath', ...specs];
  const jest = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  return new Promise((resolve) => jest.once('close', (code) => resolve(code ?? 1)));
}
