/**
 * How V8 keeps the heaps of our processes.
 *
 * After each full collection V8 leaves a small heap 16 MB to grow, and starts the next one as soon as what is left to
 * grow is less than the young generation may hold. That is 16 MB by default, so a process with a small live heap and
 * steady work is collected all the time: five times a second in a programme's mixing thread, a third of what it costs,
 * and functions whose bytecode was dropped on the way are compiled again. So the young generation is smaller everywhere.
 */
const young = (megabytes: number): string => `--max-semi-space-size=${megabytes}`;

/** A young generation that fills less often costs less time, and three times its size in memory. */
export const HEAP_FLAGS = {
  /** A tick must not wait: no full collection before the old generation holds this much. */
  programme: [young(4), '--initial-old-space-size=64'],
  /** Every request of a viewer leaves garbage here. */
  front: [young(4)],
  server: [young(2)],
  outputs: [young(1)],
  /** Media passes it in buffers outside of the heap. */
  ingest: [young(1)],
} as const satisfies Record<string, readonly string[]>;
