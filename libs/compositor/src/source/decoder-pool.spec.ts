import { afterEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { DecoderShape } from './decoder-arguments.js';
import { DecoderPool } from './decoder-pool.js';

const TICK_MS = 33;
const SHAPE: DecoderShape[] = [{ width: 64, height: 36, mode: 'fill' }];

let pool: DecoderPool;
afterEach(() => pool.close());

async function startsWithin(ticks: number, isSuccessor: boolean): Promise<number> {
  const clock = new ManualClock();
  pool = await DecoderPool.create({ ffmpegPath: 'true', clock, log: silentLog, size: 0 });
  let started = 0;
  for (let tick = 0; tick < ticks; tick += 1) {
    const decoder = pool.take(SHAPE, 'decoder', isSuccessor);
    if (decoder) started += 1;
    await decoder?.close();
    clock.advance(TICK_MS);
  }
  return started;
}

test('a guest who is not seen yet has a decoder at the next tick', async () => {
  expect(await startsWithin(12, false)).toBe(12);
});

test('decoders in another size, for guests who are seen, start one after the other', async () => {
  expect(await startsWithin(12, true)).toBe(3);
});
