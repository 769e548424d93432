import { describe, expect, test } from '@jest/globals';
import { LatencyController } from './latency-controller.js';
import { seeded, type Watched, watchOver } from './simulated-network.js';

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const second = ({ latencyS, firstAtS }: Watched, atS: number): number[] =>
  latencyS.slice(Math.round((atS - firstAtS) * 10)).slice(0, 10);
/** How often the speed turns around: an oscillating controller does it every few seconds. */
const turns = ({ rates }: Watched): number => {
  const sides = rates.map((rate) => Math.sign(rate - 1)).filter((side) => side !== 0);
  return sides.filter((side, n) => n > 0 && side !== sides[n - 1]).length;
};
const jitter = (seed: number, baseS: number, spreadS: number, lossShare = 0, lossS = 0) => {
  const random = seeded(seed);
  return () => baseS + random() * spreadS + (random() < lossShare ? lossS : 0);
};

describe('on a clean connection', () => {
  test('parts of 0.5 s are watched within 0.8 s of the packager, without a stall', () => {
    const watched = watchOver({ partS: 0.5, delayS: jitter(1, 0.06, 0.02), minutes: 10 });
    expect(watched.stalls).toBe(0);
    expect(median(watched.latencyS.slice(600))).toBeLessThan(0.85);
  });

  test('parts of 0.2 s are watched within half a second', () => {
    const watched = watchOver({ partS: 0.2, delayS: jitter(2, 0.05, 0.02), minutes: 10 });
    expect(watched.stalls).toBe(0);
    expect(median(watched.latencyS.slice(600))).toBeLessThan(0.55);
  });

  test('a viewer who joins in the middle is at the target latency at once: earlier parts say nothing of the connection', () => {
    for (const joinsAtS of [20.1, 21.3, 21.9]) {
      const watched = watchOver({ partS: 0.5, delayS: jitter(4, 0.06, 0.02), minutes: 2, joinsAtS });
      expect(watched.stalls).toBe(0);
      expect(Math.max(...watched.latencyS)).toBeLessThan(1.1);
      expect(median(second(watched, joinsAtS + 12))).toBeLessThan(0.95);
    }
  });

  test('the speed settles: it is normal nearly always and hardly ever turns around', () => {
    const watched = watchOver({ partS: 0.5, delayS: jitter(3, 0.06, 0.02), minutes: 10 });
    const normal = watched.rates.filter((rate) => rate === 1).length / watched.rates.length;
    expect(normal).toBeGreaterThan(0.8);
    expect(turns(watched)).toBeLessThan(10);
  });
});

describe('on a bad connection', () => {
  test('80 ms of jitter and 1 % loss: at most two stalls in ten minutes', () => {
    for (const seed of [11, 12, 13, 14, 15]) {
      const delayS = jitter(seed, 0.08, 0.08, 0.02, 0.25);
      const watched = watchOver({ partS: 0.5, delayS, minutes: 10 });
      expect(watched.stalls).toBeLessThanOrEqual(2);
      expect(median(watched.latencyS)).toBeLessThan(2);
    }
  });

  test('a part that is half a second late every hundred seconds is a stall twice, not each time', () => {
    const random = seeded(31);
    const delayS = (n: number) => 0.06 + random() * 0.02 + (n % 200 === 150 ? 0.5 : 0);
    expect(watchOver({ partS: 0.5, delayS, minutes: 10 }).stalls).toBeLessThanOrEqual(2);
  });

  test('a connection that gets worse raises the latency, one that gets better lowers it', () => {
    const random = seeded(21);
    const isBad = (n: number) => n > 240 && n < 480;
    const delayS = (n: number) => 0.06 + random() * (isBad(n) ? 0.6 : 0.02);
    const watched = watchOver({ partS: 0.5, delayS, minutes: 10 });
    const [before, during, after] = [100, 235, 590].map((atS) => median(second(watched, atS)));
    expect(during).toBeGreaterThan((before ?? 0) + 0.3);
    expect(after).toBeLessThan((before ?? 0) + 0.15);
    expect(watched.stalls).toBeLessThanOrEqual(3);
  });

  test('back at the target within 10 s after the connection was cut for 3 s', () => {
    const watched = watchOver({
      partS: 0.5,
      delayS: jitter(31, 0.06, 0.02),
      minutes: 3,
      cut: { fromS: 90, toS: 93 },
    });
    expect(watched.stalls).toBe(1);
    expect(median(second(watched, 103))).toBeLessThan(median(second(watched, 88)) + 0.2);
  });

  test('one jump and back within five seconds, whatever was under way and however slowly the rest comes', () => {
    for (const fromS of [90, 90.2, 90.4])
      for (const pieceS of [0.03, 0.1, 0.2]) {
        const cut = { fromS, toS: fromS + 3, pieceS };
        const watched = watchOver({ partS: 0.5, delayS: jitter(33, 0.06, 0.02), minutes: 3, cut });
        expect(watched).toMatchObject({ stalls: 1, jumps: 1 });
        expect(median(second(watched, cut.toS + 5))).toBeLessThan(median(second(watched, 88)) + 0.2);
      }
  });

  test('a page that was busy at the start does not take the last parts of a cut for the connection', () => {
    const steady = jitter(34, 0.06, 0.02);
    const delayS = (n: number) => steady() + (n > 22 && n < 26 ? 0.5 : 0);
    for (const fromS of [60, 60.2, 60.4]) {
      const cut = { fromS, toS: fromS + 3, pieceS: 0.06 };
      const watched = watchOver({ partS: 0.5, delayS, minutes: 2, cut });
      expect(median(second(watched, cut.toS + 5))).toBeLessThan(median(second(watched, 58)) + 0.15);
    }
  });

  test('what a busy machine held up while the viewer came is soon forgotten', () => {
    const heldUpS = [0.4, 0.9, 1.4, 1.9, 2.2, 2.0, 1.6, 1.1, 0.6];
    for (const first of [21, 23, 26]) {
      const steady = jitter(35, 0.06, 0.05);
      const delayS = (n: number) => steady() + (heldUpS[n - first] ?? 0);
      const watched = watchOver({ partS: 0.5, delayS, minutes: 2 });
      const overAtS = (first + heldUpS.length) * 0.5;
      const usual = median(second(watched, 100));
      expect(median(second(watched, overAtS + 20))).toBeLessThan(usual + 0.8);
      expect(median(second(watched, overAtS + 30))).toBeLessThan(usual + 0.3);
    }
  });

  test('a cut of a minute: jumps instead of playing a minute of the past', () => {
    const watched = watchOver({
      partS: 0.5,
      delayS: jitter(32, 0.06, 0.02),
      minutes: 4,
      cut: { fromS: 60, toS: 120 },
    });
    expect(watched.jumps).toBeGreaterThanOrEqual(1);
    expect(median(second(watched, 132))).toBeLessThan(1.4);
  });
});

describe('always', () => {
  test('the speed stays where it is not heard', () => {
    const watched = watchOver({ partS: 0.5, delayS: jitter(41, 0.1, 1.2, 0.05, 1), minutes: 10 });
    expect(Math.max(...watched.rates)).toBeLessThanOrEqual(1.1);
    expect(Math.min(...watched.rates)).toBeGreaterThanOrEqual(0.95);
  });

  test('what the clock shows does not matter', () => {
    const network = { partS: 0.5, minutes: 2 };
    const now = watchOver({ ...network, delayS: jitter(51, 0.06, 0.05) });
    const hourLater = watchOver({ ...network, delayS: jitter(51, 0.06, 0.05), clockStartMs: 3_601_000 });
    expect(median(hourLater.latencyS)).toBeCloseTo(median(now.latencyS), 1);
  });

  test('nothing is decided before anything is known', () => {
    const controller = new LatencyController();
    expect(controller.decide({ nowMs: 0, playheadS: 0, bufferedEndS: 9 })).toEqual({
      rate: 1,
      seekToS: null,
    });
  });

  test('stalls that go on for minutes are no single mishap, whatever their parts say', () => {
    const controller = new LatencyController();
    for (let n = 0; n < 20; n += 1) controller.arrived(n * 500, n * 0.5);
    const before = controller.targetS;
    for (let nowMs = 10_000; nowMs < 130_000; nowMs += 8_000) controller.stalled(nowMs);
    expect(controller.targetS).toBeGreaterThan(before + 0.9);
  });

  test('each stall moves the target out, and calm brings it in again', () => {
    const controller = new LatencyController();
    for (let n = 0; n < 20; n += 1) controller.arrived(n * 500, n * 0.5);
    const before = controller.targetS;
    controller.stalled(10_000);
    controller.stalled(11_000);
    const after = controller.targetS;
    expect(after).toBeGreaterThan(before + 0.2);
    for (let nowMs = 11_000; nowMs < 90_000; nowMs += 100) {
      controller.decide({ nowMs, playheadS: nowMs / 1_000 - 1, bufferedEndS: nowMs / 1_000 });
    }
    expect(controller.targetS).toBeLessThan(before);
  });
});
