import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { systemClock } from '#kernel';
import { seededRandom } from '../../support/kernel/seeded-random.js';
import type { FuzzTarget } from './fuzz-target.js';

export interface FuzzBudget {
  inputs: number;
  seed: number;
}

export interface FuzzCrash {
  number: number;
  input: string;
  error: string;
}

export interface FuzzResult {
  target: string;
  inputs: number;
  refused: number;
  crashes: FuzzCrash[];
  slowestMs: number;
  slowestInput: string;
  /** How much heap and buffers hold more than before, after a collection. */
  grownBytes: number;
}

/** Enough to see a pattern; the run goes on no further. */
const MOST_CRASHES = 10;
const SHOWN_LENGTH = 2_000;
const SHOWN_STACK_LINES = 4;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function shown(input: unknown): string {
  const text = Buffer.isBuffer(input) ? input.toString('hex') : JSON.stringify(input);
  return text.slice(0, SHOWN_LENGTH);
}

function shownError(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').slice(0, SHOWN_STACK_LINES).join('\n');
}

/** Reads input after input. Same seed, same inputs: a crash is had again by its number. */
export function runFuzz(target: FuzzTarget, budget: FuzzBudget): FuzzResult {
  const random = seededRandom(budget.seed);
  const crashes: FuzzCrash[] = [];
  const heapBefore = heapBytes();
  let [number, refused, slowestMs, slowestInput] = [0, 0, 0, ''];
  for (; number < budget.inputs && crashes.length < MOST_CRASHES; number += 1) {
    const input = target.next(random);
    const beganMs = systemClock.monotonicMs();
    try {
      target.read(input);
    } catch (error) {
      if (target.isRefusal(error)) refused += 1;
      else crashes.push({ number, input: shown(input), error: shownError(error) });
    }
    const tookMs = systemClock.monotonicMs() - beganMs;
    if (tookMs > slowestMs) [slowestMs, slowestInput] = [tookMs, shown(input)];
  }
  const grownBytes = heapBytes() - heapBefore;
  return { target: target.name, inputs: number, refused, crashes, slowestMs, slowestInput, grownBytes };
}
