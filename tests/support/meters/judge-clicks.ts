import { toneAmplitude } from '../page/tone.js';

export interface ClickOptions {
  sampleRateHz: number;
  /** A beep that is meant: its two edges are no click. */
  beepHz: number;
}

/** Tones and beeps of the test's people lie below; a break in a waveform is heard above. */
const ABOVE_HZ = 6_000;
const TAPS = 255;
const BLOCK_MS = 5;
const BEEP_AMPLITUDE = 0.03;
/** Around each edge of a beep, for the encoder spreads it over its windows. */
const EDGE_MS = 60;

/** Windowed sinc (Hamming), high-pass: what is left is not below `ABOVE_HZ`. */
function highPass(sampleRateHz: number): Float64Array {
  const middle = (TAPS - 1) / 2;
  const cut = ABOVE_HZ / sampleRateHz;
  return Float64Array.from({ length: TAPS }, (_, index) => {
    const at = index - middle;
    const low = at === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * at) / (Math.PI * at);
    const window = 0.54 - 0.46 * Math.cos((2 * Math.PI * index) / (TAPS - 1));
    return (at === 0 ? 1 : 0) - low * window;
  });
}

/** Blocks in which a beep begins or ends, and those near to them. */
function edgesOf(samples: Float32Array, { sampleRateHz, beepHz }: ClickOptions): Set<number> {
  const block = Math.round((sampleRateHz * BLOCK_MS) / 1_000);
  const near = Math.ceil(EDGE_MS / BLOCK_MS);
  const edges = new Set<number>();
  let wasBeep = false;
  for (let index = 0; (index + 1) * block <= samples.length; index += 1) {
    const part = samples.subarray(index * block, (index + 1) * block);
    const isBeep = toneAmplitude(part, beepHz, sampleRateHz) > BEEP_AMPLITUDE;
    if (isBeep !== wasBeep) for (let at = index - near; at <= index + near; at += 1) edges.add(at);
    wasBeep = isBeep;
  }
  return edges;
}

/** The loudest click in steady tones, in dBFS. */
export function loudestClickDbfs(samples: Float32Array, options: ClickOptions): number {
  const filter = highPass(options.sampleRateHz);
  const block = Math.round((options.sampleRateHz * BLOCK_MS) / 1_000);
  const edges = edgesOf(samples, options);
  let peak = 0;
  for (let at = TAPS; at < samples.length; at += 1) {
    if (edges.has(Math.floor((at - TAPS / 2) / block))) continue;
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1) sum += (filter[tap] ?? 0) * (samples[at - tap] ?? 0);
    peak = Math.max(peak, Math.abs(sum));
  }
  return 20 * Math.log10(Math.max(peak, 1e-6));
}
