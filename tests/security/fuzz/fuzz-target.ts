import type { Random } from '../../support/kernel/seeded-random.js';

/** Something of ours that reads what strangers send. */
export interface FuzzTarget {
  name: string;
  /** A new input, made of the corpus and of chance. */
  next(random: Random): unknown;
  /** Reads it. Throws what the reader throws. */
  read(input: unknown): void;
  /** Whether an error is the refusal that callers reckon with. Anything else is a crash. */
  isRefusal(error: unknown): boolean;
}
