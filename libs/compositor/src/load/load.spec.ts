import { describe, expect, test } from '@jest/globals';
import { type ProgrammeSettingsInput, programmeSettingsSchema, videoRenditions } from '../settings.js';
import { admitProgramme, estimateCores } from './estimate-cores.js';
import { nextToShed } from './shed-order.js';

const settingsOf = (input: ProgrammeSettingsInput = {}) => programmeSettingsSchema.parse(input);

describe('the estimate of a show', () => {
  test('grows with guests, rungs, pixels, frames and effort', () => {
    const plain = estimateCores(settingsOf(), 4);
    expect(plain).toBeGreaterThan(0.4);
    expect(plain).toBeLessThan(0.75);
    expect(estimateCores(settingsOf(), 12)).toBeGreaterThan(plain);
    expect(estimateCores(settingsOf({ rungs: [{ shortSidePx: 720, bitrate: 2_000_000 }] }), 4)).toBeLessThan(
      plain,
    );
    expect(estimateCores(settingsOf({ frameRate: 60 }), 4)).toBeGreaterThan(plain * 1.5);
    expect(estimateCores(settingsOf({ preset: 'superfast' }), 4)).toBeLessThan(plain);
  });

  test('is what was measured: four guests and the ladder in 0.62 core, and no rung that is not made', () => {
    expect(estimateCores(settingsOf(), 4)).toBeCloseTo(0.62, 1);
    expect(estimateCores(settingsOf(), 4, ['video-360'])).toBeLessThan(0.32);
  });

  test('refuses with a code and numbers what does not fit', () => {
    const machine = { cores: 2, usedCores: 1.2, reservedCores: 0.4 };
    expect(() => admitProgramme(0.3, machine)).not.toThrow();
    expect(() => admitProgramme(0.6, machine)).toThrow(
      expect.objectContaining({
        code: 'machine-full',
        details: { neededCores: 0.6, freeCores: 0.4, cores: 2 },
      }),
    );
  });
});

test('rungs go by what is missed least, and the last one stays', () => {
  let ladder = videoRenditions(settingsOf());
  const gone: string[] = [];
  for (let rung = nextToShed(ladder); rung; rung = nextToShed(ladder)) {
    gone.push(rung.id);
    ladder = ladder.filter((one) => one !== rung);
  }
  expect(gone).toEqual(['video-480', 'video-720']);
});
