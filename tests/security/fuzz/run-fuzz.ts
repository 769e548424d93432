import { collectedBytes } from '../../support/kernel/collected-bytes.js';
import { type Random, seededRandom } from '../../support/kernel/seeded-random.js';
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
  /** Of the processor, not of the wall: beside other work a reader waits for its turn. */
  slowestMs: number;
  slowestInput: string;
  /** What an input left in heap and buffers, in the round that left the least. */
  leftBytesPerInput: number;
}

/**
 * Compiled code and caches grow in some round; what an input leaves behind grows in each. The first one warms up.
 */
const ROUNDS = 4;
/** Enough to see a pattern; the run goes on no further. */
const MOST_CRASHES = 10;
const SHOWN_LENGTH = 2_000;
const SHOWN_STACK_LINES = 4;

function heldBytes(): number {
  const { heap, buffers } = collectedBytes();
  return heap + buffers;
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
  const reading: Reading = {
    target: target.name,
    inputs: 0,
    refused: 0,
    crashes: [],
    slowestMs: 0,
    slowestInput: '',
    random: seededRandom(budget.seed),
  };
  const perRound = budget.inputs / ROUNDS;
  const left: number[] = [];
  readUntil(target, reading, Math.round(perRound));
  let beforeBytes = heldBytes();
  for (let round = 2; round <= ROUNDS; round += 1) {
    const before = reading.inputs;
    readUntil(target, reading, Math.round(perRound * round));
    const afterBytes = heldBytes();
    left.push((afterBytes - beforeBytes) / Math.max(1, reading.inputs - before));
    beforeBytes = afterBytes;
  }
  const { random: _, ...read } = reading;
  return { ...read, leftBytesPerInput: Math.min(...left) };
}

type Reading = Omit<FuzzResult, 'leftBytesPerInput'> & { random: Random };

function readUntil(target: FuzzTarget, reading: Reading, inputs: number): void {
  const { crashes } = reading;
  for (; reading.inputs < inputs && crashes.length < MOST_CRASHES; reading.inputs += 1) {
    const input = target.next(reading.random);
    const began = process.threadCpuUsage();
    try {
      target.read(input);
    } catch (error) {
      if (target.isRefusal(error)) reading.refused += 1;
      else crashes.push({ number: reading.inputs, input: shown(input), error: shownError(error) });
    }
    const took = process.threadCpuUsage(began);
    const tookMs = (took.user + took.system) / 1_000;
    if (tookMs > reading.slowestMs) [reading.slowestMs, reading.slowestInput] = [tookMs, shown(input)];
  }
}
