import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { WorkerPool } from './worker-pool.js';

const REBUILDING = { code: 'stage-rebuilding', blame: 'us', retry: true, status: 503 };
const REPLACED_WITHIN_MS = 6_000;

const createPool = (clock = new ManualClock()) =>
  WorkerPool.create({
    workerBin: 'none is started',
    workers: 0,
    listenHost: '127.0.0.1',
    rtcPort: 0,
    log: silentLog,
    clock,
  });

test('a wait for a worker is refused with stage-rebuilding after the time that a replacement takes', async () => {
  const clock = new ManualClock();
  const placing = (await createPool(clock)).place();
  clock.advance(REPLACED_WITHIN_MS);
  await expect(placing).rejects.toMatchObject(REBUILDING);
});

test('a wait for a worker is refused while the server stops', async () => {
  const pool = await createPool();
  const placing = pool.place();
  await Promise.all([expect(placing).rejects.toMatchObject(REBUILDING), pool.close()]);
  await expect(pool.place()).rejects.toMatchObject(REBUILDING);
});
