import { describe, expect, test } from '@jest/globals';
import { requests } from '#protocol';
import { jsonOf } from './fuzz/corpus.js';
import { runFuzz } from './fuzz/run-fuzz.js';
import { mediaTargets } from './fuzz/targets/media-targets.js';
import { messageTargets } from './fuzz/targets/message-targets.js';

/** A few seconds in all; `npm run fuzz` takes as long as asked. */
const INPUTS = 20_000;
const SEED = 20_260_101;
/** A reader that takes a hundred times its usual on a busy machine is still far from this. */
const HANG_MS = 5_000;
/** Compiled code and caches, not what an input leaves behind: 20,000 inputs of 100 bytes would be as much. */
const GROWTH_BYTES = 8e6;

describe("strangers' input neither crashes nor hangs nor fills memory", () => {
  test.each([...mediaTargets(), ...messageTargets()].map((target) => [target.name, target] as const))(
    '%s',
    (_, target) => {
      const result = runFuzz(target, { inputs: INPUTS, seed: SEED });
      expect(result.crashes).toEqual([]);
      expect(result.inputs).toBe(INPUTS);
      expect(result.slowestMs).toBeLessThan(HANG_MS);
      expect(result.grownBytes).toBeLessThan(GROWTH_BYTES);
    },
  );
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
