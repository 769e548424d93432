// Runs all tests as `test-plan.mjs` says. The last line printed is the total.
import { spawn } from 'node:child_process';
import { staticChecks } from './checks.mjs';
import { idly, runPart } from './jest-tier.mjs';
import { chooseScratchFolder } from './scratch-folder.mjs';
import { root } from './stamp.mjs';
import { planFor } from './test-plan.mjs';

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
const check = ([name, ...command]) =>
  new Promise((resolve) => {
    const began = performance.now();
    const [program, args] = idly(...command);
    spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).once('close', (status) => {
      add(name, { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }, began);
      resolve();
    });
  });

async function runOne(part) {
  if (part.tiers === undefined) return Promise.all(staticChecks.map(check));
  const began = performance.now();
  add(part.name, await runPart(part), began);
}

async function runLane(parts) {
  for (const part of parts) await runOne(part);
}

const namesOf = (parts) => parts.map(({ name }) => name).join(', then ');

async function runStages(stages) {
  for (const lanes of stages) {
    if (lanes.every((parts) => parts.length === 0)) continue;
    console.log(`\ntest | ${lanes.map(namesOf).join('; beside it ')}`);
    await Promise.all(lanes.map(runLane));
  }
}

chooseScratchFolder();
const LONG_FLAG = '--long';
const asked = process.argv.slice(2);
const { stages, idle, pool } = planFor(
  asked.filter((each) => each !== LONG_FLAG),
  { isLong: asked.includes(LONG_FLAG) },
);
if (idle.length > 0) console.log(`test | with what is left of the machine: ${namesOf(idle)}`);
await Promise.all([runStages(stages), runLane(idle)]);
await runStages([[pool]]);

console.log(`\n${sentence(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
