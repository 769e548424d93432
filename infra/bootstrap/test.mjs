// Runs all tests, the fastest tiers first. The last line printed is the total.
import { spawn } from 'node:child_process';
import { staticChecks } from './checks.mjs';
import { runTiers } from './jest-tier.mjs';
import { root } from './stamp.mjs';

/** Tiers of one group run at the same time. */
const tiers = [['unit'], ['medium', 'conformance'], ['e2e'], ['security', 'chaos']];
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

/** Each check keeps one core busy. */
const check = ([name, command, args]) =>
  new Promise((resolve) => {
    const began = performance.now();
    spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).once('close', (status) => {
      add(name, { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }, began);
      resolve();
    });
  });
if (isAsked('static')) await Promise.all(staticChecks.map(check));

for (const group of tiers.map((each) => each.filter(isAsked)).filter(({ length }) => length > 0)) {
  const began = performance.now();
  const name = group.join(', ');
  console.log(`\ntest | ${name}`);
  add(name, await runTiers(group), began);
}

console.log(`\n${sentence(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
