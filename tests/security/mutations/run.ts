// npm run mutate: puts each fault into the code, one at a time, and sees that the test of it fails.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUTATIONS, type Mutation } from './mutations.js';

const root = join(import.meta.dirname, '..', '..', '..');
const RUN_WITHIN_MS = 240_000;

const run = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: RUN_WITHIN_MS,
  });

const build = () => run(['infra/bootstrap/build.mjs']);

/** Names of the tests that failed, as Jest prints them. */
function failuresOf({ tier, spec }: Mutation): string[] {
  const { stderr } = run(['node_modules/jest/bin/jest.js', spec, '--silent'], {
    PROSCENIUM_TIER: tier,
    NODE_OPTIONS: '--experimental-vm-modules',
  });
  const failed = [...stderr.matchAll(/^ {2}● (.+)$/gm)].map(([, name = '']) => name);
  return [...new Set(failed)];
}

function tryOut(mutation: Mutation): string[] {
  const path = join(root, mutation.file);
  const original = readFileSync(path, 'utf8');
  try {
    writeFileSync(
      path,
      original.replace(mutation.text, () => mutation.becomes),
    );
    if (mutation.tier !== 'unit') build();
    return failuresOf(mutation);
  } finally {
    writeFileSync(path, original);
  }
}

const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(
  ({ spec }) => wanted.length === 0 || wanted.some((each) => spec.includes(each)),
);
let survived = 0;
for (const mutation of chosen) {
  const failures = tryOut(mutation);
  const isSeen = failures.length > 0 && !failures[0]?.startsWith('Test suite failed to run');
  if (!isSeen) survived += 1;
  console.log(`mutate | ${isSeen ? 'seen' : 'NOT SEEN'} | ${mutation.fault}`);
  for (const failure of failures.slice(0, 3)) console.log(`         ${failure}`);
}
build();
process.exit(survived === 0 ? 0 : 1);
