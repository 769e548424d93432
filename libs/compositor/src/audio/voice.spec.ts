import { describe, expect, test } from '@jest/globals';
import type { DecodedAudio } from './opus-source.js';
import { Voice } from './voice.js';

const PACKET = 960;
const TICK = 1_600;
const TONE_HZ = 440;
// A test's global objects are slow to reach, and there are millions of samples.
const { sin, cos, abs, max, PI } = Math;

/** Opus, CELT, 20 ms, one frame: the voice reads the length of a packet from its first byte. */
const HEADER = 0xfc;

/** A decoder that answers a tone in phase with the sender's clock; packets carry their own time stamp. */
const toneDecoder = (silentFrom = Number.POSITIVE_INFINITY) => ({
  decode(packet: Uint8Array): DecodedAudio | undefined {
    const at = Number(new DataView(packet.buffer).getFloat64(1));
    const left = Float32Array.from({ length: PACKET }, (_, i) =>
      at + i >= silentFrom ? 0 : 0.5 * sin((2 * PI * TONE_HZ * (at + i)) / 48_000),
    );
    return { left, right: left, count: PACKET };
  },
});

function packet(at: number) {
  const data = new Uint8Array(9);
  data[0] = HEADER;
  new DataView(data.buffer).setFloat64(1, at);
  return { at, data };
}

/** Runs a voice for `ticks`; `arrives` says whether a packet comes, `wanted` where the voice should be. */
function run(
  voice: Voice,
  ticks: number,
  wanted: (tick: number) => number,
  arrives: (index: number) => boolean = () => true,
): Float32Array {
  const out = new Float32Array(ticks * TICK);
  const left = new Float32Array(TICK);
  const right = new Float32Array(TICK);
  let sent = 0;
  for (let tick = 0; tick < ticks; tick += 1) {
    while (sent * PACKET < wanted(tick) + 4 * TICK) {
      if (arrives(sent)) voice.put(packet(sent * PACKET));
      sent += 1;
    }
    voice.render(wanted(tick), left, right, TICK);
    out.set(left, tick * TICK);
  }
  return out;
}

/** The largest step between neighbours beyond what the tone itself makes: a click. */
function roughness(audio: Float32Array, from = 0, to = audio.length): number {
  let worst = 0;
  for (let i = from + 2; i < to; i += 1) {
    const bend = (audio[i] as number) - 2 * (audio[i - 1] as number) + (audio[i - 2] as number);
    worst = max(worst, abs(bend));
  }
  return worst;
}

/** What is left when the best fitting tone of this frequency is taken away, in dB below the tone. */
function residueDb(audio: Float32Array, frequency: number): number {
  let [sine, cosine] = [0, 0];
  const angle = (i: number) => (2 * PI * frequency * i) / 48_000;
  for (let i = 0; i < audio.length; i += 1) {
    sine += (audio[i] as number) * sin(angle(i));
    cosine += (audio[i] as number) * cos(angle(i));
  }
  sine *= 2 / audio.length;
  cosine *= 2 / audio.length;
  let rest = 0;
  let whole = 0;
  for (let i = 0; i < audio.length; i += 1) {
    const tone = sine * sin(angle(i)) + cosine * cos(angle(i));
    rest += ((audio[i] as number) - tone) ** 2;
    whole += tone ** 2;
  }
  return 10 * Math.log10(rest / whole);
}

/** A real click bends by half the tone's height and more. */
const CLICK = 0.08;
const CLEAN_BEND = 0.5 * ((2 * PI * TONE_HZ) / 48_000) ** 2 * 1.2;

describe('a voice', () => {
  test('plays what was sent where it belongs', () => {
    const voice = new Voice(toneDecoder());
    const audio = run(voice, 60, (tick) => 4_800 + tick * TICK);
    const expected = 0.5 * sin((2 * PI * TONE_HZ * (4_800 + 50_000)) / 48_000);
    expect(audio[50_000]).toBeCloseTo(expected, 3);
    expect(voice.concealedSamples).toBe(0);
    expect(roughness(audio)).toBeLessThan(CLEAN_BEND);
  });

  test.each([200, -200, 50])('follows a clock that is %i ppm off without a trace in the tone', (ppm) => {
    const voice = new Voice(toneDecoder());
    const ratio = 1 + ppm / 1e6;
    const ticks = 30 * 30;
    const audio = run(voice, ticks, (tick) => 4_800 + tick * TICK * ratio);
    expect(voice.concealedSamples).toBe(0);
    const position = voice.position ?? 0;
    const wanted = 4_800 + ticks * TICK * ratio;
    // Within 3 ms of where it belongs, and no nearer to running away than that.
    expect(abs(position - wanted)).toBeLessThan(144);
    // A mean over the last ten seconds, still on its way after thirty.
    expect(abs(voice.driftPpm - ppm)).toBeLessThan(abs(ppm) * 0.25);
    const late = audio.subarray(audio.length - 9_600);
    expect(residueDb(late, TONE_HZ * ratio)).toBeLessThan(-60);
    expect(roughness(audio)).toBeLessThan(CLEAN_BEND * 1.1);
  });

  test('conceals a lost packet without a click', () => {
    const voice = new Voice(toneDecoder());
    const audio = run(
      voice,
      60,
      (tick) => 4_800 + tick * TICK,
      (index) => index !== 50,
    );
    expect(voice.concealedSamples).toBe(PACKET);
    const gap = 50 * PACKET - 4_800;
    expect(roughness(audio, gap - 100, gap + 2_000)).toBeLessThan(CLICK);
    const level = max(...audio.subarray(gap + 200, gap + 700).map(abs));
    expect(level).toBeGreaterThan(0.3);
  });

  test('fades when packets stop, stays silent and fades in again', () => {
    const voice = new Voice(toneDecoder());
    const audio = run(
      voice,
      90,
      (tick) => 4_800 + tick * TICK,
      (index) => index < 50 || index >= 100,
    );
    const stop = 50 * PACKET - 4_800;
    const start = 100 * PACKET - 4_800;
    expect(max(...audio.subarray(stop + 3_000, start - 100).map(abs))).toBeLessThan(0.001);
    expect(max(...audio.subarray(start + 1_000, start + 3_000).map(abs))).toBeGreaterThan(0.4);
    expect(roughness(audio, stop - 100, stop + 4_000)).toBeLessThan(CLICK);
    expect(roughness(audio, start - 100, start + 1_000)).toBeLessThan(CLICK);
    // A fade and no more is made up: silence is not loss.
    expect(voice.concealedSamples).toBeLessThan(4_000);
  });

  test('jumps over a large error with a blend, and over any error while silent', () => {
    const loud = new Voice(toneDecoder());
    run(loud, 200, (tick) => 4_800 + tick * TICK);
    const audio = run(loud, 20, (tick) => 400_000 + tick * TICK);
    expect(roughness(audio)).toBeLessThan(CLICK);
    expect(abs((loud.position ?? 0) - (400_000 + 20 * TICK))).toBeLessThan(100);
    const silent = new Voice(toneDecoder(0));
    run(silent, 200, (tick) => 4_800 + tick * TICK);
    run(silent, 3, (tick) => 4_800 + 200 * TICK + 600 + tick * TICK);
    expect(abs((silent.position ?? 0) - (4_800 + 203 * TICK + 600))).toBeLessThan(10);
  });

  test('is silent while it does not know its place', () => {
    const voice = new Voice(toneDecoder());
    const left = new Float32Array(TICK).fill(1);
    voice.render(undefined, left, new Float32Array(TICK), TICK);
    expect(left.every((sample) => sample === 0)).toBe(true);
  });

  test('takes what cannot be decoded for lost', () => {
    const tone = toneDecoder();
    let count = 0;
    const voice = new Voice({ decode: (data) => (++count % 10 === 0 ? undefined : tone.decode(data)) });
    const audio = run(voice, 60, (tick) => 4_800 + tick * TICK);
    expect(voice.concealedSamples).toBeGreaterThan(5 * PACKET);
    expect(roughness(audio)).toBeLessThan(CLICK);
  });

  test('never grows, however much is put and never played', () => {
    const voice = new Voice(toneDecoder());
    for (let index = 0; index < 10_000; index += 1) voice.put(packet(index * PACKET));
    expect(voice.latePackets).toBe(9_900);
  });
});
