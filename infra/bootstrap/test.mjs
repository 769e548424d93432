// Every test there is, cheap ones first. The last line sums up.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { staticChecks } from './checks.mjs';
import { runTier } from './jest-tier.mjs';
import { root } from './stamp.mjs';

const tiers = ['unit', 'medium', 'conformance', 'e2e', 'security', 'chaos'];
const asked = process.argv.slice(2);
const isAsked = (name) => asked.length === 0 || asked.includes(name);
const total = { passed: 0, failed: 0, skipped: 0 };

function add(name, counts, began) {
  for (const key of Object.keys(total)) total[key] += counts[key];
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`test | ${name}: ${sentence(counts)}, ${seconds} s`);
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

for (const [name, command, args] of isAsked('static') ? staticChecks : []) {
  const began = performance.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  add(name, { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }, began);
}

for (const tier of tiers.filter(isAsked)) {
  if (tier !== 'unit' && !existsSync(join(root, 'tests', tier))) continue;
  const began = performance.now();
  console.log(`\ntest | ${tier}`);
  add(tier, await runTier(tier), began);
}

console.log(`\n${sentence(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
