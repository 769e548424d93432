import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { runFuzz } from './run-fuzz.js';
import { fuzzWholeSite } from './site/run-site.js';
import { mediaTargets } from './targets/media-targets.js';
import { messageTargets } from './targets/message-targets.js';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    /** So many odd messages over a real socket of a real server, after the parsers. */
    socket: { type: 'string', default: '0' },
    /** So long a whole site is fuzzed, by every way that it has; the parsers meanwhile, in a process of their own. */
    minutes: { type: 'string', default: '0' },
    perSecond: { type: 'string', default: '30' },
    report: { type: 'string' },
  },
});

if (Number(values.minutes) > 0) {
  const hasHeld = await fuzzWholeSite({
    minutes: Number(values.minutes),
    seed: Number(values.seed),
    perSecond: Number(values.perSecond),
    reportFile: values.report,
  });
  process.exit(hasHeld ? 0 : 1);
}

/** Run by hand on a machine that has time: stricter than the specs of `npm test`. */
const HANG_MS = 1_000;
const LEFT_BYTES_PER_INPUT = 10;

/** The inputs are shared among the parsers; signaling has a tenth of them for itself. */
const inputs = Number(values.inputs);
const [media, messages] = [mediaTargets(), messageTargets()];
const budgets = [
  ...media.map((target) => ({ target, inputs: Math.ceil(inputs / media.length) })),
  ...messages.map((target) => ({ target, inputs: Math.ceil(inputs / 10 / messages.length) })),
];

for (const { target, inputs: count } of budgets) {
  const result = runFuzz(target, { inputs: count, seed: Number(values.seed) });
  console.log(
    `fuzz | ${result.target}: ${result.inputs} inputs, ${result.crashes.length} crashes, slowest ${result.slowestMs.toFixed(1)} ms, ${result.leftBytesPerInput.toFixed(1)} bytes left of each`,
  );
  for (const crash of result.crashes)
    console.log(`  input ${crash.number}: ${crash.input}\n  ${crash.error}`);
  const isHeld = result.slowestMs < HANG_MS && result.leftBytesPerInput < LEFT_BYTES_PER_INPUT;
  if (result.crashes.length > 0 || !isHeld) process.exitCode = 1;
}

if (Number(values.socket) > 0) {
  const { status } = spawnSync(
    'npx',
    ['jest', 'tests/security/fuzz-server.spec.ts', '-t', 'odd messages|after all that'],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        FUZZ_MESSAGES: values.socket,
        PROSCENIUM_TIER: 'security',
        NODE_OPTIONS: '--experimental-vm-modules',
      },
    },
  );
  if (status !== 0) process.exitCode = 1;
}
