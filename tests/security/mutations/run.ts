// npm run mutate: puts each fault into a copy of the code, one at a time, and sees that the test of it fails.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUTATIONS, type Mutation } from './mutations.js';
import { ScratchCopy } from './scratch-copy.js';

const RUN_WITHIN_MS = 240_000;

/** Words of `spec` or `fault`: only these. */
const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(
  ({ spec, fault }) =>
    wanted.length === 0 || wanted.some((each) => spec.includes(each) || fault.includes(each)),
);
const copy = ScratchCopy.make(join(import.meta.dirname, '..', '..', '..'));
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('exit', () => copy.remove());

const run = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, args, {
    cwd: copy.path,
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
  const path = join(copy.path, mutation.file);
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
    if (mutation.tier !== 'unit') build();
  }
}

/** A test that fails without any fault sees nothing. */
const passes = new Map<string, boolean>();
function passesWithoutIt(mutation: Mutation): boolean {
  const known = passes.get(mutation.spec) ?? failuresOf(mutation).length === 0;
  passes.set(mutation.spec, known);
  return known;
}

build();
let survived = 0;
for (const mutation of chosen) {
  const isUsable = passesWithoutIt(mutation);
  const failures = tryOut(mutation);
  const isSeen = isUsable && failures.length > 0 && !failures[0]?.startsWith('Test suite failed to run');
  if (!isSeen) survived += 1;
  console.log(`mutate | ${isSeen ? 'seen' : 'NOT SEEN'} | ${mutation.fault}`);
  if (!isUsable) console.log(`         ${mutation.spec} fails without the fault too`);
  for (const failure of failures.slice(0, 3)) console.log(`         ${failure}`);
}
console.log(`mutate | ${chosen.length - survived} of ${chosen.length} faults are seen by their tests`);
process.exit(survived === 0 ? 0 : 1);
