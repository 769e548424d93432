import type { Random } from '../../support/kernel/seeded-random.js';

const EDGES = [0, 1, 0x7f, 0x80, 0xfe, 0xff];
const LONGEST_BYTES = 4_096;

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const pick = <T>(random: Random, items: readonly T[]): T => items[below(random, items.length)] as T;

type Mutation = (bytes: Buffer, random: Random, corpus: readonly Buffer[]) => Buffer;

const flipBit: Mutation = (bytes, random) => {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const at = below(random, copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << below(random, 8));
  return copy;
};

/** Lengths and counts live in one, two or four bytes. */
const setEdge: Mutation = (bytes, random) => {
  const width = pick(random, [1, 2, 4]);
  if (bytes.length < width) return bytes;
  const copy = Buffer.from(bytes);
  return copy.fill(pick(random, EDGES), below(random, copy.length - width + 1)).subarray(0, copy.length);
};

const setRun: Mutation = (bytes, random) => {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const at = below(random, copy.length);
  return copy.fill(pick(random, EDGES), at, Math.min(copy.length, at + pick(random, [1, 2, 4])));
};

const truncate: Mutation = (bytes, random) => bytes.subarray(0, below(random, bytes.length + 1));

const repeat: Mutation = (bytes, random) => {
  const from = below(random, bytes.length + 1);
  const to = from + below(random, bytes.length - from + 1);
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
};

const insert: Mutation = (bytes, random) => {
  const at = below(random, bytes.length + 1);
  const noise = Buffer.from(Array.from({ length: 1 + below(random, 16) }, () => below(random, 256)));
  return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
};

const splice: Mutation = (bytes, random, corpus) => {
  const other = pick(random, corpus);
  return Buffer.concat([
    bytes.subarray(0, below(random, bytes.length + 1)),
    other.subarray(below(random, other.length + 1)),
  ]);
};

const MUTATIONS = [flipBit, setEdge, setRun, truncate, repeat, insert, splice];

/** One to five mutations of something of the corpus. */
export function mutateBytes(corpus: readonly Buffer[], random: Random): Buffer {
  let bytes = pick(random, corpus);
  const times = 1 + below(random, 5);
  for (let index = 0; index < times; index += 1) bytes = pick(random, MUTATIONS)(bytes, random, corpus);
  return Buffer.from(bytes.subarray(0, LONGEST_BYTES));
}
