import { expect, test } from '@jest/globals';
import { seededRandom } from '../../support/kernel/seeded-random.js';
import { filesOf } from './corpus.js';
import { mutateSdp } from './mutate-sdp.js';

const TIMES = 2_000;

test('most mutations leave the greatest part of a description as it was, and the same seed repeats them', () => {
  const offers = filesOf('sdp').map((bytes) => bytes.toString('utf8'));
  expect(offers.length).toBeGreaterThan(2);
  for (const offer of offers) {
    const before = offer.split(/\r?\n/).filter((line) => line !== '');
    const [random, again] = [seededRandom(7), seededRandom(7)];
    const texts = new Set<string>();
    for (let time = 0; time < TIMES; time += 1) {
      const text = mutateSdp(offer, random);
      expect(mutateSdp(offer, again)).toBe(text);
      const lines = text.split(/\r?\n/);
      const lost = before.filter((line) => !lines.includes(line));
      expect(lost.length).toBeLessThanOrEqual(1);
      texts.add(text);
    }
    expect(texts.size).toBeGreaterThan(50);
  }
});
