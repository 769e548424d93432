import { expect, test } from '@jest/globals';
import { type SpeechPiece, SpeechTap } from './speech-tap.js';

const TICK = 1_600;

function tone(hz: number, from: number, count: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, at) => Math.sin((2 * Math.PI * hz * (from + at)) / 48_000) / 2,
  );
}

function tapped(hz: number, ticks: number): { pieces: SpeechPiece[]; samples: number[] } {
  const pieces: SpeechPiece[] = [];
  const tap = new SpeechTap((piece) => pieces.push(piece));
  for (let tick = 0; tick < ticks; tick += 1) {
    const samples = tone(hz, tick * TICK, TICK);
    tap.hear('a', tick * TICK, samples, samples, TICK);
  }
  return { pieces, samples: pieces.flatMap((piece) => [...piece.samples]) };
}

const powerOf = (samples: readonly number[]): number =>
  Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length) / 32_767;

test('speech comes through in pieces of 40 ms that name their moment', () => {
  const { pieces, samples } = tapped(1_000, 30);
  expect(samples).toHaveLength(16_000);
  expect(pieces.map(({ firstSample }) => firstSample)).toEqual(pieces.map((_, at) => at * 1_920));
  expect(powerOf(samples.slice(100))).toBeCloseTo(0.354, 2);
  // No seam between ticks: a sine is never further than its steepest step from the sample before.
  const steps = samples.slice(101).map((each, at) => Math.abs(each - (samples[at + 100] ?? 0)));
  expect(Math.max(...steps)).toBeLessThan(32_767 * 0.5 * 2 * Math.PI * (1_000 / 16_000) * 1.05);
});

test('what cannot be said at 16 kHz is left out instead of being heard as something else', () => {
  expect(powerOf(tapped(14_000, 30).samples.slice(100))).toBeLessThan(0.01);
});

test('a pause gives what is left, and what comes after it has its own moment', () => {
  const pieces: SpeechPiece[] = [];
  const tap = new SpeechTap((piece) => pieces.push(piece));
  const samples = tone(500, 0, TICK);
  tap.hear('a', 0, samples, samples, TICK);
  tap.keepOnly(TICK);
  expect(pieces).toEqual([]);
  tap.keepOnly(TICK + 1);
  expect(pieces.map(({ firstSample, samples: { length } }) => [firstSample, length])).toEqual([[0, 534]]);
  tap.hear('a', 48_000, samples, samples, TICK);
  tap.hear('a', 96_000, samples, samples, TICK);
  expect(pieces.map(({ firstSample }) => firstSample)).toEqual([0, 48_000]);
});

test('microphones are apart', () => {
  const pieces: SpeechPiece[] = [];
  const tap = new SpeechTap((piece) => pieces.push(piece));
  for (let tick = 0; tick < 2; tick += 1) {
    const [loud, silent] = [tone(500, tick * TICK, TICK), new Float32Array(TICK)];
    tap.hear('a', tick * TICK, loud, loud, TICK);
    tap.hear('b', tick * TICK, silent, silent, TICK);
  }
  expect(pieces.map(({ participantId, samples }) => [participantId, powerOf([...samples]) > 0.1])).toEqual([
    ['a', true],
    ['b', false],
  ]);
});
