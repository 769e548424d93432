// Started by run-site.ts: the readers of media and messages read spoilt inputs until the process is ended.
import { systemClock } from '#kernel';
import { runFuzz } from '../run-fuzz.js';
import { mediaTargets } from '../targets/media-targets.js';
import { messageTargets } from '../targets/message-targets.js';

const INPUTS_OF_A_ROUND = 2_000;
/** Most of the machine belongs to the site. */
const REST_FOR_WORK = 3;
const SAID_EVERY_MS = 10_000;

const seed = Number(process.argv[2] ?? 1);
const counts = new Map<string, { inputs: number; crashes: number; slowestMs: number }>();
const crashes: unknown[] = [];
let saidMs = 0;

const say = () =>
  process.stdout.write(
    `${JSON.stringify({ counts: Object.fromEntries(counts), crashes, residentMb: process.memoryUsage.rss() / 1e6 })}\n`,
  );

say();
for (let round = 0; ; round += 1)
  // Created for each round: what a reader keeps from input to input ends there, as with each guest.
  for (const target of [...mediaTargets(), ...messageTargets()]) {
    const beganMs = systemClock.monotonicMs();
    const result = runFuzz(target, { inputs: INPUTS_OF_A_ROUND, seed: seed + round });
    const known = counts.get(target.name) ?? { inputs: 0, crashes: 0, slowestMs: 0 };
    counts.set(target.name, {
      inputs: known.inputs + result.inputs,
      crashes: known.crashes + result.crashes.length,
      slowestMs: Math.max(known.slowestMs, result.slowestMs),
    });
    if (crashes.length < 20)
      crashes.push(...result.crashes.map((crash) => ({ target: target.name, ...crash })));
    const nowMs = systemClock.monotonicMs();
    if (nowMs - saidMs > SAID_EVERY_MS) {
      saidMs = nowMs;
      say();
    }
    await systemClock.sleep((nowMs - beganMs) * REST_FOR_WORK);
  }
