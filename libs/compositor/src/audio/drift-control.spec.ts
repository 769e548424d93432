import { describe, expect, test } from '@jest/globals';
import { DriftControl, type DriftOptions, MUSIC_DRIFT, SPEECH_DRIFT } from './drift-control.js';

const TICK = 1_600;
const settle = (control: DriftControl) => {
  for (let i = 0; i < 300; i += 1) control.step(0, TICK, false);
};

/** Feeds a clock that is off by `ppm` for `seconds` with noise of arrivals; answers the errors in samples. */
function simulate(
  options: DriftOptions,
  ppm: number,
  seconds: number,
  noise: (tick: number) => number,
): number[] {
  const control = new DriftControl(options);
  let position = 0;
  const errors: number[] = [];
  for (let tick = 0; tick < seconds * 30; tick += 1) {
    const wanted = tick * TICK * (1 + ppm / 1e6);
    const step = control.step(wanted - position + noise(tick), TICK, false);
    position = step.kind === 'jump' ? wanted : position + TICK * step.ratio;
    errors.push(wanted + TICK * (1 + ppm / 1e6) - position);
  }
  return errors;
}

const largest = (errors: number[]) => Math.max(...errors.map(Math.abs));

describe('drift control', () => {
  test.each([200, -200, 100, 20])('holds %i ppm within 5 ms for an hour', (ppm) => {
    expect(largest(simulate(SPEECH_DRIFT, ppm, 3_600, () => 0))).toBeLessThan(240);
  });

  test('holds 200 ppm for music too', () => {
    expect(largest(simulate(MUSIC_DRIFT, 200, 600, () => 0))).toBeLessThan(240);
  });

  test('rides over arrivals that jitter by 10 ms', () => {
    const noise = (tick: number) => Math.sin(tick * 12.9898) * 480;
    expect(largest(simulate(SPEECH_DRIFT, 200, 300, noise).slice(900))).toBeLessThan(480);
  });

  test('never leaves what the ear takes for the same pitch', () => {
    const control = new DriftControl(SPEECH_DRIFT);
    settle(control);
    for (let i = 0; i < 500; i += 1) {
      const step = control.step(3_800, TICK, false);
      expect(step.kind).toBe('ratio');
      if (step.kind === 'ratio') expect(Math.abs(step.ratio - 1)).toBeLessThanOrEqual(0.005 + 1e-9);
    }
  });

  test('changes its speed gently', () => {
    const control = new DriftControl(SPEECH_DRIFT);
    settle(control);
    let last = 1;
    for (let i = 0; i < 300; i += 1) {
      const step = control.step(i % 2 === 0 ? 3_000 : -3_000, TICK, false);
      const ratio = step.kind === 'ratio' ? step.ratio : Number.NaN;
      expect(Math.abs(ratio - last)).toBeLessThanOrEqual(0.0002 + 1e-9);
      last = ratio;
    }
  });

  test('jumps over what cannot be caught up with, and in silence over anything', () => {
    const control = new DriftControl(SPEECH_DRIFT);
    settle(control);
    expect(control.step(3_000, TICK, false).kind).toBe('ratio');
    expect(control.step(4_000, TICK, false).kind).toBe('jump');
    expect(control.step(-4_000, TICK, false).kind).toBe('jump');
    expect(control.step(300, TICK, true).kind).toBe('jump');
    expect(control.step(100, TICK, true).kind).toBe('ratio');
  });

  test('finds its place at once in the first seconds', () => {
    expect(new DriftControl(SPEECH_DRIFT).step(1_000, TICK, false).kind).toBe('jump');
  });
});
