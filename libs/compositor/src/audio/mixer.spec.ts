import { describe, expect, test } from '@jest/globals';
import { LIMITER_DELAY_SAMPLES } from './limiter.js';
import { Mixer, type MixerChannel } from './mixer.js';

const TICK = 1_600;

const steady = (level: number, more: Partial<MixerChannel> = {}): MixerChannel => ({
  isSpeech: true,
  isBackground: false,
  render: (_localMs, left, right, count) => {
    left.fill(level, 0, count);
    right.fill(-level, 0, count);
  },
  ...more,
});

function render(mixer: Mixer, ticks = 1): Float32Array {
  const out = new Float32Array(ticks * TICK * 2);
  for (let tick = 0; tick < ticks; tick += 1) {
    mixer.render(0, TICK, 1_000 / 30, out.subarray(tick * TICK * 2, (tick + 1) * TICK * 2));
  }
  return out;
}
const last = (mixer: Mixer, ticks = 2): number => render(mixer, ticks).at(-2) ?? Number.NaN;
const steepest = (audio: Float32Array): number => {
  let worst = 0;
  for (let i = 2; i < audio.length; i += 2) {
    worst = Math.max(worst, Math.abs((audio[i] as number) - (audio[i - 2] as number)));
  }
  return worst;
};

describe('the mixer', () => {
  test('writes silence when nobody is there', () => {
    expect(render(new Mixer(), 3).every((sample) => sample === 0)).toBe(true);
  });

  test('sums everybody, each at their gain, both sides apart', () => {
    const mixer = new Mixer();
    mixer.add('a', steady(0.2), 1);
    mixer.add('b', steady(0.1), 0.5);
    const out = render(mixer, 3);
    expect(out.at(-2)).toBeCloseTo(0.25, 5);
    expect(out.at(-1)).toBeCloseTo(-0.25, 5);
  });

  test('pans each source by itself: a balance, the other side as sent', () => {
    const mixer = new Mixer();
    mixer.add('a', steady(0.2), 1, -1);
    mixer.add('b', steady(0.1), 1, 0.5);
    const out = render(mixer, 3);
    expect(out.at(-2)).toBeCloseTo(0.25, 5);
    expect(out.at(-1)).toBeCloseTo(-0.1, 5);
    mixer.setGain('a', 1, 1);
    expect(steepest(render(mixer, 2))).toBeLessThan(0.001);
    expect(last(mixer)).toBeCloseTo(0.05, 5);
  });

  test('a channel whose place another takes while it fades is gone at once', () => {
    const mixer = new Mixer();
    let gone = 0;
    mixer.add('a', steady(0.2), 1);
    render(mixer);
    mixer.remove('a', () => {
      gone += 1;
    });
    mixer.add('a', steady(0.1), 1);
    expect(gone).toBe(1);
    render(mixer, 2);
    expect([gone, mixer.has('a')]).toEqual([1, true]);
  });

  test('knows how loud its mix is', () => {
    const mixer = new Mixer();
    const tone = (_localMs: number, left: Float32Array, right: Float32Array, count: number) => {
      for (let i = 0; i < count; i += 1)
        left[i] = right[i] = 0.1 * Math.sin((2 * Math.PI * 1_000 * i) / 48_000);
    };
    mixer.add('a', steady(0, { render: tone }), 1);
    render(mixer, 120);
    expect(mixer.loudness.momentary).toBeCloseTo(-20, 0);
    expect(mixer.loudness.gainDb).toBe(0);
  });

  test('lets nobody come, go or change with a click', () => {
    const mixer = new Mixer();
    mixer.add('a', steady(0.8), 1);
    const coming = render(mixer, 2);
    mixer.setGain('a', 0.2);
    const changing = render(mixer, 2);
    let isGone = false;
    mixer.remove('a', () => {
      isGone = true;
    });
    const going = render(mixer, 2);
    for (const audio of [coming, changing, going]) expect(steepest(audio)).toBeLessThan(0.001);
    expect(going.at(-2)).toBe(0);
    expect(isGone).toBe(true);
    expect(mixer.has('a')).toBe(false);
  });

  test('lets a channel that returns while it fades go on', () => {
    const mixer = new Mixer();
    mixer.add('a', steady(0.5), 1);
    render(mixer, 2);
    mixer.remove('a');
    mixer.add('a', steady(0.5), 1);
    expect(last(mixer)).toBeCloseTo(0.5, 5);
  });

  test('is silent behind a slate, and back after it', () => {
    const mixer = new Mixer();
    mixer.add('a', steady(0.5), 1);
    mixer.setMuted(true);
    expect(last(mixer, 3)).toBe(0);
    mixer.setMuted(false);
    expect(last(mixer, 3)).toBeCloseTo(0.5, 5);
  });

  test('brings a shared audio down under speech and slowly back', () => {
    const mixer = new Mixer();
    mixer.setDucking(true);
    const background = steady(0.4, { isSpeech: false, isBackground: true });
    let level = 0.1;
    const speech = steady(0, {
      render: (_localMs, left, right, count) => {
        // What is measured is loudness; alternating signs leave nothing in a mean.
        for (let i = 0; i < count; i += 1) left[i] = right[i] = i % 2 === 0 ? level : -level;
      },
    });
    mixer.add('screen', background, 1);
    mixer.add('mic', speech, 1);
    const mean = (ticks: number) => {
      const out = render(mixer, ticks).subarray((ticks - 1) * TICK * 2);
      let sum = 0;
      for (let i = 0; i < out.length; i += 2) sum += out[i] as number;
      return sum / TICK;
    };
    expect(mean(30)).toBeCloseTo(0.1, 2);
    level = 0;
    expect(mean(12)).toBeLessThan(0.15);
    expect(mean(90)).toBeGreaterThan(0.38);
    mixer.setDucking(false);
    level = 0.1;
    expect(mean(30)).toBeCloseTo(0.4, 2);
  });

  test('stays below full scale however many shout', () => {
    const mixer = new Mixer();
    for (let index = 0; index < 12; index += 1) mixer.add(`${index}`, steady(0.9), 1);
    const out = render(mixer, 10);
    expect(Math.max(...out.map(Math.abs))).toBeLessThan(0.9);
    expect(LIMITER_DELAY_SAMPLES).toBeLessThan(TICK);
  });
});
