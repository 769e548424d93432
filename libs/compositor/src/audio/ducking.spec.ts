import { describe, expect, test } from '@jest/globals';
import { Ducking } from './ducking.js';
import { Mixer, type MixerChannel } from './mixer.js';

const TICK_MS = 1_000 / 30;
const TICK_SAMPLES = 1_600;
const DEPTH = 0.25;
const [SPEECH, BREATH] = [0.1, 0];

/** The gain after so long with this level of speech. */
function gainAfter(ducking: Ducking, level: number, ms: number): number {
  for (let passed = 0; passed < ms; passed += TICK_MS) ducking.step(level, TICK_MS);
  return ducking.gain;
}

describe('what plays under speech', () => {
  test('is brought down fast, and held over a pause for breath', () => {
    const ducking = new Ducking({ depth: DEPTH });
    expect(gainAfter(ducking, BREATH, 2_000)).toBe(1);
    expect(gainAfter(ducking, SPEECH, 300)).toBeLessThan(DEPTH + 0.03);
    expect(gainAfter(ducking, BREATH, 500)).toBeLessThan(DEPTH + 0.01);
  });

  test('comes up slowly once nobody speaks any more', () => {
    const ducking = new Ducking({ depth: DEPTH });
    gainAfter(ducking, SPEECH, 1_000);
    const soon = gainAfter(ducking, BREATH, 800);
    expect(soon).toBeGreaterThan(DEPTH + 0.05);
    expect(soon).toBeLessThan(0.7);
    expect(gainAfter(ducking, BREATH, 3_000)).toBeGreaterThan(0.98);
  });
});

describe('in the mix', () => {
  const SCREEN = 0.4;
  const steady = (level: number, more: Partial<MixerChannel>): MixerChannel => ({
    isSpeech: false,
    isBackground: false,
    render: (_localMs, left, right, count) => {
      left.fill(level, 0, count);
      right.fill(level, 0, count);
    },
    ...more,
  });

  function mixOf(isDucking: boolean, speakerGain = 1): number {
    const mixer = new Mixer();
    mixer.setDucking(isDucking);
    mixer.add('screen', steady(SCREEN, { isBackground: true }), 1);
    mixer.add('voice', steady(SPEECH, { isSpeech: true }), speakerGain);
    const out = new Float32Array(TICK_SAMPLES * 2);
    for (let tick = 0; tick < 60; tick += 1) mixer.render(0, TICK_SAMPLES, TICK_MS, out);
    return out.at(-2) ?? Number.NaN;
  }

  test('speech brings the audio of a screen 12 dB down and stays itself as it is', () => {
    expect(mixOf(true)).toBeCloseTo(SPEECH + SCREEN * DEPTH, 2);
  });

  test('where that is switched off, or nobody hears who speaks, the screen is as loud as it is sent', () => {
    expect(mixOf(false)).toBeCloseTo(SPEECH + SCREEN, 2);
    expect(mixOf(true, 0)).toBeCloseTo(SCREEN, 2);
  });
});
