import { expect, test } from '@jest/globals';
import { Child, systemClock } from '#kernel';
import { CpuMeter } from './cpu-meter.js';

/** Works for some 600 ms, tells what the kernel has counted for it so far, and idles. */
const BURNER = `let sum = 0; const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
while (used() < 600e3) for (let step = 0; step < 1e6; step += 1) sum += step;
console.log(used() / 1e6); setTimeout(() => {}, 60e3);`;

/** A clock tick of the accounting at either end, and the end of the child's own start. */
const PRECISION_SECONDS = 0.08;

test('the CPU of a child is counted to its group', async () => {
  const child = new Child({
    name: 'burner',
    command: process.execPath,
    args: ['-e', BURNER],
    clock: systemClock,
  });
  const meter = CpuMeter.start(child.pid ?? 0, () => 'burner');
  const began = systemClock.monotonicMs();
  const told = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
  const use = meter.stop();
  const seconds = (systemClock.monotonicMs() - began) / 1000;
  await child.kill();
  expect(Math.abs((use.coresOf.burner ?? 0) * seconds - Number(told))).toBeLessThan(PRECISION_SECONDS);
  expect(use.totalCores).toBe(use.coresOf.burner);
  expect(use.peakResidentBytes).toBeGreaterThan(10e6);
});
