// Real here: the model that removes noise from microphones, and speech by FFmpeg. How much of the speech goes with the noise.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import type { Rnnoise } from '@shiguredo/rnnoise-wasm';

const run = promisify(execFile);
const RATE = 48_000;
const ROUND_SECONDS = 8;
/** The model settles in the first round; the second one is judged. */
const ROUNDS = 2;
const SENTENCE =
  "flite=text='The stage is ready and the audience is waiting for the show to begin.':voice=slt";
const FULL_SCALE = 32_768;
/** Two frames of the model. */
const WINDOW = 960;
/** Below this the voice is between two words. */
const SPOKEN_BELOW_PEAK_DB = 20;
/** The least change of level that people hear. */
const LOST_AT_MOST_DB = 1;
/** Pink noise of a loud room; this much less is a quiet one. */
const TAKEN_AT_LEAST_DB = 15;
const SEEDS = [7, 8, 9, 10, 11];

let rnnoise: Rnnoise;

beforeAll(async () => {
  // The library asks for a page or a worker, and needs no more of either than this name.
  (globalThis as { WorkerGlobalScope?: unknown }).WorkerGlobalScope ??= Object;
  const library = await import('@shiguredo/rnnoise-wasm');
  rnnoise = await library.Rnnoise.load();
}, 60_000);

/** One round of a source of FFmpeg's, as samples. */
async function samplesOf(source: string, filters: string): Promise<Float32Array> {
  const ends = ['-t', String(ROUND_SECONDS), '-ac', '1', '-ar', String(RATE), '-f', 'f32le', '-'];
  const args = ['-v', 'error', '-f', 'lavfi', '-i', source, '-af', filters, ...ends];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: 64 << 20 });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

/** The last of the rounds, without its noise. */
function clean(round: Float32Array): Float32Array {
  const model = rnnoise.createDenoiseState();
  const cleaned = new Float32Array(round.length);
  for (let n = 0; n < ROUNDS; n += 1) {
    for (let at = 0; at + rnnoise.frameSize <= round.length; at += rnnoise.frameSize) {
      const frame = round.slice(at, at + rnnoise.frameSize).map((sample) => sample * FULL_SCALE);
      model.processFrame(frame);
      cleaned.set(
        frame.map((sample) => sample / FULL_SCALE),
        at,
      );
    }
  }
  model.destroy();
  return cleaned;
}

function powersOf(samples: Float32Array): number[] {
  return Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, n) => {
    const window = samples.subarray(n * WINDOW, (n + 1) * WINDOW);
    return window.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
  });
}

const decibels = (power: number): number => 10 * Math.log10(power + 1e-12);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How loud the moments are in which the reference speaks, and its pause, which is more than a fifth of a round. */
function levels(samples: Float32Array, isSpoken: readonly boolean[]): { speechDb: number; pauseDb: number } {
  const powers = powersOf(samples);
  return {
    speechDb: decibels(mean(powers.filter((_, n) => isSpoken[n]))),
    pauseDb: decibels(powers.toSorted((one, other) => one - other)[Math.floor(powers.length / 5)] ?? 0),
  };
}

test('of speech in noise less is lost than people hear, beside the same speech without noise', async () => {
  const speech = await samplesOf(SENTENCE, 'aresample=48000,volume=0.8,apad');
  const powers = powersOf(speech);
  const peakDb = decibels(Math.max(...powers));
  const isSpoken = powers.map((power) => decibels(power) > peakDb - SPOKEN_BELOW_PEAK_DB);
  const reference = levels(speech, isSpoken);
  const found: { lostDb: number; takenDb: number }[] = [];
  for (const seed of SEEDS) {
    const source = `anoisesrc=color=pink:amplitude=0.1:seed=${seed}:sample_rate=${RATE}`;
    const noise = await samplesOf(source, 'anull');
    const mixed = speech.map((sample, n) => sample + (noise[n] ?? 0));
    const cleaned = levels(clean(mixed), isSpoken);
    found.push({
      lostDb: reference.speechDb - cleaned.speechDb,
      takenDb: levels(mixed, isSpoken).pauseDb - cleaned.pauseDb,
    });
  }
  console.log(
    'lost of speech, taken of noise (dB):',
    found.map((each) => [each.lostDb.toFixed(2), each.takenDb.toFixed(1)]),
  );
  for (const { lostDb, takenDb } of found) {
    expect(Math.abs(lostDb)).toBeLessThan(LOST_AT_MOST_DB);
    expect(takenDb).toBeGreaterThan(TAKEN_AT_LEAST_DB);
  }
}, 120_000);
