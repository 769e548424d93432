import { expect, test } from '@jest/globals';
import { Child, systemClock } from '#kernel';
import { CpuMeter } from './cpu-meter.js';

/** Works for some 600 ms, says what the kernel has counted for it so far, then idles and says it again when asked. */
const BURNER = `let sum = 0; const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
while (used() < 600e3) for (let step = 0; step < 1e6; step += 1) sum += step;
const say = () => console.log(used() / 1e6); say(); process.stdin.on('data', say);`;

/** A clock tick of the accounting at either end. */
const PRECISION_SECONDS = 0.03;

test('the CPU of a child is counted to its group', async () => {
  const child = new Child({
    name: 'burner',
    command: process.execPath,
    args: ['-e', BURNER],
    clock: systemClock,
  });
  const meter = CpuMeter.start(child.pid ?? 0, () => 'burner');
  const began = systemClock.monotonicMs();
  const said = () =>
    new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
  const before = await said();
  const use = meter.stop();
  const seconds = (systemClock.monotonicMs() - began) / 1000;
  child.stdin.write('again');
  const after = await said();
  await child.kill();
  const measured = (use.coresOf.burner ?? 0) * seconds;
  expect(measured).toBeGreaterThan(before - PRECISION_SECONDS);
  expect(measured).toBeLessThan(after + PRECISION_SECONDS);
  expect(use.totalCores).toBe(use.coresOf.burner);
  expect(use.peakResidentBytes).toBeGreaterThan(10e6);
});
