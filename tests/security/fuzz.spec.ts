import { describe, expect, test } from '@jest/globals';
import { requests } from '#protocol';
import { jsonOf } from './fuzz/corpus.js';
import type { FuzzTarget } from './fuzz/fuzz-target.js';
import { runFuzz } from './fuzz/run-fuzz.js';
import { mediaTargets } from './fuzz/targets/media-targets.js';
import { messageTargets } from './fuzz/targets/message-targets.js';

/** A few seconds in all; `npm run fuzz` takes as long as asked. */
const INPUTS = 20_000;
const SEED = 20_260_101;
/** A reader that takes a hundred times its usual on a busy machine is still far from this. */
const HANG_MS = 5_000;
/** A collection is never the same twice; an input that stays somewhere is 100 bytes and more. */
const LEFT_BYTES_PER_INPUT = 50;

describe("strangers' input neither crashes nor hangs nor fills memory", () => {
  test.each([...mediaTargets(), ...messageTargets()].map((target) => [target.name, target] as const))(
    '%s',
    (_, target) => {
      const result = runFuzz(target, { inputs: INPUTS, seed: SEED });
      expect(result.crashes).toEqual([]);
      expect(result.inputs).toBe(INPUTS);
      expect(result.slowestMs).toBeLessThan(HANG_MS);
      expect(result.leftBytesPerInput).toBeLessThan(LEFT_BYTES_PER_INPUT);
    },
  );
});

describe('what is measured', () => {
  const target = (read: (input: Buffer) => void): FuzzTarget => ({
    name: 'a target of the test',
    next: (random) => Buffer.alloc(100, Math.floor(random() * 256)),
    read: (input) => read(input as Buffer),
    isRefusal: () => false,
  });

  test('tells what stays of each input from a cache that is filled once', () => {
    const kept: Buffer[] = [];
    const cache: Uint8Array[] = [];
    const keep = (input: Buffer) => void kept.push(Buffer.from(input));
    const fillOnce = () => {
      if (cache.length === 0) cache.push(new Uint8Array(16e6));
    };
    const [leaking, caching] = [keep, fillOnce].map((read) =>
      runFuzz(target(read), { inputs: INPUTS, seed: SEED }),
    );
    expect([kept.length, cache.length]).toEqual([INPUTS, 1]);
    expect(leaking?.leftBytesPerInput).toBeGreaterThan(LEFT_BYTES_PER_INPUT);
    expect(caching?.leftBytesPerInput).toBeLessThan(LEFT_BYTES_PER_INPUT);
  });
});

describe('the corpus of messages', () => {
  const corpus = jsonOf<{ name: keyof typeof requests; data: unknown }[]>('messages.json');

  test('has every message that a page may send', () => {
    expect([...new Set(corpus.map((each) => each.name))].sort()).toEqual(Object.keys(requests).sort());
  });

  test('is valid before it is spoilt, so that what is found is deep inside', () => {
    const refused = corpus.filter((each) => !requests[each.name].request.safeParse(each.data).success);
    expect(refused).toEqual([]);
  });
});
