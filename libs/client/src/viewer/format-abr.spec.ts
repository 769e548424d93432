/** @jest-environment jsdom */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type Hls from 'hls.js';
import { formatAbrOf } from './format-abr.js';

const piece = (sn: number) => ({ sn, start: sn * 2, end: sn * 2 + 2 });
const details = {
  ...{ live: true, fragments: [4, 5].map(piece), fragmentHint: { sn: 6, start: 12, end: 13 } },
  partList: [5, 5, 5, 5, 6, 6].map((sn) => ({ fragment: piece(sn) })),
};
const level = (width: number, height: number, bitrate: number) => ({
  ...{ width, height, bitrate, loadError: 0, fragmentError: 0, details },
});
const [UPRIGHT, LYING, LYING_LARGE] = [0, 1, 2];

/** What hls.js has loaded, and what it would load by bitrate. */
class Choosing {
  chosen = LYING;
  constructor(readonly hls: unknown) {}
  get firstAutoLevel(): number {
    return this.chosen;
  }
  get nextAutoLevel(): number {
    return this.chosen;
  }
  set nextAutoLevel(chosen: number) {
    this.chosen = chosen;
  }
}

const newHls = () => ({
  levels: [level(360, 640, 500_000), level(640, 360, 500_000), level(1_280, 720, 2_500_000)],
  loadLevel: LYING,
  mainForwardBufferInfo: { len: 0.7, end: 12.5 },
});
let hls: ReturnType<typeof newHls>;
let abr: Choosing;

const turn = (width: number, height: number) =>
  Object.assign(globalThis, { innerWidth: width, innerHeight: height });

beforeEach(() => {
  hls = newHls();
  const Abr = formatAbrOf({ DefaultConfig: { abrController: Choosing } } as never as typeof Hls);
  abr = new Abr(hls as never) as never;
  turn(844, 390);
});

describe('the quality that is loaded next', () => {
  test('is of the old format until its segment ends, then of the one that fits the turned screen', () => {
    turn(390, 844);
    expect(abr.nextAutoLevel).toBe(LYING);
    hls.mainForwardBufferInfo.end = 13;
    expect(abr.nextAutoLevel).toBe(LYING);
    hls.mainForwardBufferInfo.end = 12;
    expect(abr.nextAutoLevel).toBe(UPRIGHT);
  });

  test('is a better one from the next segment on, and a smaller one at once', () => {
    abr.nextAutoLevel = LYING_LARGE;
    expect(abr.nextAutoLevel).toBe(LYING);
    hls.loadLevel = LYING_LARGE;
    abr.nextAutoLevel = LYING;
    expect(abr.nextAutoLevel).toBe(LYING);
  });

  test('is of the new format at once where nothing of the old one is left, or the old one fails', () => {
    turn(390, 844);
    hls.mainForwardBufferInfo.len = 0;
    expect(abr.nextAutoLevel).toBe(UPRIGHT);
    hls.mainForwardBufferInfo.len = 0.7;
    Object.assign(hls.levels[LYING] ?? {}, { loadError: 1 });
    expect(abr.nextAutoLevel).toBe(UPRIGHT);
  });

  test('is of the new format at once in a recording', () => {
    turn(390, 844);
    Object.assign(hls.levels[LYING] ?? {}, { details: { ...details, live: false } });
    expect(abr.nextAutoLevel).toBe(UPRIGHT);
  });
});
