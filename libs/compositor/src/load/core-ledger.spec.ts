import { beforeEach, describe, expect, test } from '@jest/globals';
import { programmeSettingsSchema } from '../settings.js';
import { CoreLedger } from './core-ledger.js';
import { estimateCores } from './estimate-cores.js';

const settings = programmeSettingsSchema.parse({});
const LADDER = ['video-720', 'video-480', 'video-360'];
const tracksOf = (guests: number) =>
  Array.from({ length: guests * 2 }, (_, index) => ({
    trackId: `track-${index}`,
    participantId: `guest-${index % guests}`,
    source: 'camera',
    lostPackets: 0,
    decoderRestarts: 0,
    delayMs: 0,
  }));

let ledger: CoreLedger;
beforeEach(() => {
  ledger = new CoreLedger(settings);
});

function run(showId: string, seconds: number, cores: number, guests = 4, rungs = LADDER): void {
  for (let second = 0; second < seconds; second += 1)
    ledger.note(showId, { cores, rungs, tracks: tracksOf(guests) });
}

describe('what the next show will take', () => {
  test('is the estimate until a show has been measured for a while', () => {
    run('a', 19, 3);
    expect(ledger.factor).toBe(1);
    expect(ledger.neededCores(4)).toBe(estimateCores(settings, 4));
  });

  test('is as much more as running shows take more', () => {
    run('a', 60, estimateCores(settings, 4) * 1.4);
    expect(ledger.neededCores(4)).toBeCloseTo(estimateCores(settings, 4) * 1.4, 5);
    ledger.forget('a');
    expect(ledger.factor).toBeCloseTo(1.4, 5);
  });

  test('knows of each show how many guests and rungs it had', () => {
    run('a', 60, estimateCores(settings, 1), 1);
    expect(ledger.factor).toBeCloseTo(1, 5);
    run('a', 120, estimateCores(settings, 1, ['video-360']), 1, ['video-360']);
    expect(ledger.factor).toBeCloseTo(1, 1);
  });

  test('follows a change within a minute or two, not a second of it', () => {
    const usual = estimateCores(settings, 4);
    run('a', 60, usual);
    run('a', 1, usual * 4);
    expect(ledger.factor).toBeLessThan(1.15);
    run('a', 90, usual * 2);
    expect(ledger.factor).toBeGreaterThan(1.9);
  });

  test('believes no measurement wholly', () => {
    run('a', 60, 0.01);
    expect(ledger.factor).toBe(0.7);
    run('a', 300, 50);
    expect(ledger.factor).toBe(2.5);
  });
});

test('a show is counted with the guests that may still come, and never with less than it takes', () => {
  expect(ledger.usedCores('a', 4)).toBe(estimateCores(settings, 4));
  run('a', 15, 1.9, 1);
  expect(ledger.usedCores('a', 4)).toBeCloseTo(1.9, 5);
});
