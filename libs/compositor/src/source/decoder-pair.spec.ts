import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CodedFrame } from '#media';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { DecoderShape } from './decoder-arguments.js';
import { DecoderPair } from './decoder-pair.js';
import type { DecoderEvents, TimedFrame, VideoDecoder } from './video-decoder.js';

const TICK_MS = 33;
const SHAPE: DecoderShape[] = [{ width: 64, height: 36, mode: 'fill' }];
const WIDE: DecoderShape[] = [{ width: 128, height: 36, mode: 'fill' }];
const KEY = { isKey: true, data: new Uint8Array(1) } as unknown as CodedFrame;
const DELTA = { ...KEY, isKey: false } as CodedFrame;
const frame = (rtpTime: number) => ({ rtpTime, release: () => undefined }) as unknown as TimedFrame;

/** A decoder that gives frames only while a test says so. */
class Decoder {
  static gives = true;
  readonly pid = 1;
  readonly isBehind = false;
  inFlight = 0;
  #events: DecoderEvents | undefined;

  constructor(readonly shapes: readonly DecoderShape[]) {}

  attach(events: DecoderEvents): void {
    this.#events = events;
  }

  write(_frame: CodedFrame, _fourcc: string, rtpTime: number): void {
    if (Decoder.gives) this.#events?.frame(frame(rtpTime));
    else this.inFlight += 1;
  }

  async close(): Promise<void> {
    this.#events = undefined;
  }
}

let clock: ManualClock;
let pair: DecoderPair;
let diedAtMs: number[];
let shown: number;
let times: number[];
let asked: number;
let started: number;
let beganMs: number;

beforeEach(() => {
  clock = new ManualClock();
  beganMs = clock.monotonicMs();
  [diedAtMs, shown, times, asked, started] = [[], 0, [], 0, 0];
  Decoder.gives = true;
  pair = new DecoderPair({
    name: 'decoder',
    codec: 'vp8',
    pool: {
      take: (shapes) => {
        started += 1;
        return new Decoder(shapes) as unknown as VideoDecoder;
      },
    },
    clock,
    events: {
      frame: ({ rtpTime }) => {
        shown += 1;
        times.push(rtpTime);
      },
      keyFrameNeeded: () => {
        asked += 1;
      },
      died: () => diedAtMs.push(clock.monotonicMs() - beganMs),
    },
  });
  pair.shape(SHAPE);
});

function run(seconds: number): void {
  for (const untilMs = clock.monotonicMs() + seconds * 1_000; clock.monotonicMs() < untilMs; ) {
    clock.advance(TICK_MS);
    pair.write(KEY, clock.monotonicMs());
    pair.review(clock.monotonicMs());
  }
}

/** How long each one was borne with, in whole seconds. */
const bornes = () => diedAtMs.map((ms, index) => Math.round((ms - (diedAtMs[index - 1] ?? 0)) / 1_000));

describe('a decoder that gives nothing', () => {
  test('is replaced after two seconds', () => {
    run(3);
    Decoder.gives = false;
    run(2.2);
    expect(diedAtMs).toHaveLength(1);
    Decoder.gives = true;
    const before = shown;
    run(1);
    expect(shown - before).toBeGreaterThan(25);
    expect(pair.restarts).toBe(1);
  });

  test('has longer each time, so that a full machine is not filled with decoders that start', () => {
    Decoder.gives = false;
    run(60);
    expect(bornes()).toEqual([2, 4, 8, 16, 16]);
  });

  test('is replaced soon again once one has lived', () => {
    Decoder.gives = false;
    run(15);
    Decoder.gives = true;
    run(40);
    Decoder.gives = false;
    const before = diedAtMs.length;
    run(2.2);
    expect(diedAtMs.length).toBe(before + 1);
  });
});

test('a new size is shown by another decoder as soon as it gives its first frame, and no frame is missed', () => {
  run(1);
  const before = shown;
  Decoder.gives = false;
  pair.shape(WIDE);
  expect(pair.pids).toHaveLength(2);
  Decoder.gives = true;
  run(1);
  expect(pair.pids).toHaveLength(1);
  expect(shown - before).toBeGreaterThan(29);
});

test('a sender who changes the size with every frame does not start a decoder with each', () => {
  run(1);
  const before = started;
  for (let second = 0; second < 10; second += 1) {
    for (let turn = 0; turn < 30; turn += 1) {
      pair.shape(turn % 2 === 0 ? WIDE : SHAPE);
      run(TICK_MS / 1_000);
    }
  }
  expect(started - before).toBeLessThan(20);
  expect(shown).toBeGreaterThan(300);
  pair.shape(WIDE);
  run(2);
  expect(pair.pids).toHaveLength(1);
});

describe('a decoder that begins after a key frame', () => {
  test('begins with it, and nobody has to ask for another', async () => {
    await pair.close();
    asked = 0;
    pair.write(KEY, 1);
    pair.write(DELTA, 2);
    pair.shape(SHAPE);
    pair.write(DELTA, 3);
    expect([times, asked]).toEqual([[1, 2, 3], 0]);
  });

  test('goes on from the frame that is shown, also when nothing new comes, and shows none before it', () => {
    pair.write(KEY, 1);
    pair.write(DELTA, 2);
    pair.shape(WIDE);
    expect(times).toEqual([1, 2, 2]);
    expect(pair.pids).toHaveLength(1);
  });

  test('shows what is there when its tile was away and nothing new comes', async () => {
    pair.write(KEY, 1);
    await pair.close();
    pair.shape(SHAPE);
    expect(times).toEqual([1, 1]);
  });

  test('asks for one when packets went missing since, or it is too long ago', async () => {
    for (const spoil of [() => pair.lose(), () => deltas(60)]) {
      await pair.close();
      pair.write(KEY, 1);
      spoil();
      asked = 0;
      pair.shape(SHAPE);
      expect(asked).toBe(1);
    }
  });
});

function deltas(count: number): void {
  for (let index = 0; index < count; index += 1) pair.write(DELTA, 2 + index);
}
