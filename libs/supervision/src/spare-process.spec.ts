import { afterEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { SignalLog } from '../../../tests/support/kernel/signal-log.js';
import { KeptProcess } from './kept-process.js';
import type { ProcessPlan } from './process-plan.js';
import { SpareProcess, type SpareProcessOptions } from './spare-process.js';

const WITHIN_MS = 10_000;
const WAIT_MS = 5_000;
/** Says that it is prepared, then answers its first message, and lives until it is killed. */
const WAITS = `
  process.send({ kind: 'prepared' });
  process.once('message', (first) => process.send({ kind: 'begun', first }));
  process.on('disconnect', () => process.exit());
`;
/** Is prepared once it has heard what to expect. */
const PREPARES = `
  process.once('message', (expected) => {
    process.once('message', (first) => process.send({ kind: 'begun', first, expected }));
    process.send({ kind: 'prepared' });
  });
  process.on('disconnect', () => process.exit());
`;
const plan: ProcessPlan = {
  name: 'sleeper',
  command: process.execPath,
  args: ['-e', WAITS],
  env: { PATH: process.env.PATH },
  graceMs: 1_000,
  silentMs: 3_000,
};

const closes: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

function spareOf(clock: ManualClock, options: Partial<SpareProcessOptions> = {}) {
  const waits = new SignalLog<true>();
  const log = { ...silentLog, info: () => waits.push(true) } as typeof silentLog;
  const spare = new SpareProcess({ plan, waitMs: WAIT_MS, clock, log, ...options });
  closes.push(() => spare.drop());
  return { spare, waits: () => waits.until('the spare process', WITHIN_MS, (all) => all[0]) };
}

test('none is started before the one at work had its time, and only a prepared one is handed out', async () => {
  const clock = new ManualClock();
  const { spare, waits } = spareOf(clock);
  spare.want();
  clock.advance(WAIT_MS - 1);
  expect(spare.take()).toBeUndefined();
  clock.advance(1);
  expect(spare.take()).toBeUndefined();
  await waits();
  expect(spare.isPrepared).toBe(true);
});

test('a process that dies is followed by the spare one, which begins by the same message', async () => {
  const clock = new ManualClock();
  const { spare, waits } = spareOf(clock);
  const kept = new KeptProcess({ plan, spare, clock, log: silentLog });
  closes.push(() => kept.close());
  const begun = new SignalLog<unknown>();
  const starts = new SignalLog<number>();
  kept.events.on('message', (message) => begun.push(message));
  kept.events.on('started', ({ pid }) => {
    starts.push(pid);
    kept.send({ kind: 'order', number: starts.all.length });
  });
  kept.start();
  await begun.until('the first one', WITHIN_MS, (all) => all[0]);
  spare.want();
  clock.advance(WAIT_MS);
  await waits();
  kept.signal('SIGKILL');
  const died = new SignalLog<true>();
  kept.events.on('died', () => died.push(true));
  await died.until('its death', WITHIN_MS, (all) => all[0]);
  clock.advance(0);
  const answer = await begun.until('the second one', WITHIN_MS, (all) => all[1]);
  expect(answer).toEqual({ kind: 'begun', first: { kind: 'order', number: 2 } });
  expect(spare.take()).toBeUndefined();
});

test('a spare process hears what to expect before its first message, and the first start takes none', async () => {
  const clock = new ManualClock();
  const ofScript = { ...plan, args: ['-e', PREPARES] };
  const { spare, waits } = spareOf(clock, { plan: ofScript, expects: () => ({ showId: 'show_one' }) });
  spare.want();
  clock.advance(WAIT_MS);
  await waits();
  const kept = (resumes: boolean) => new KeptProcess({ plan, spare, resumes, clock, log: silentLog });
  const fresh = kept(false);
  closes.push(() => fresh.close());
  fresh.start();
  expect(spare.isPrepared).toBe(true);
  const resumed = kept(true);
  closes.push(() => resumed.close());
  const begun = new SignalLog<unknown>();
  resumed.events.on('message', (message) => begun.push(message));
  resumed.start();
  expect(spare.isPrepared).toBe(false);
  resumed.send({ kind: 'order' });
  expect(await begun.until('its answer', WITHIN_MS, (all) => all[0])).toEqual({
    kind: 'begun',
    first: { kind: 'order' },
    expected: { kind: 'expect', order: { showId: 'show_one' } },
  });
});

test('one that is not wanted any more is gone', async () => {
  const clock = new ManualClock();
  const { spare, waits } = spareOf(clock);
  spare.want();
  clock.advance(WAIT_MS);
  await waits();
  await spare.drop();
  expect(spare.take()).toBeUndefined();
  clock.advance(60_000);
  expect(spare.isPrepared).toBe(false);
});
