import { expect, test } from '@jest/globals';
import { StartBurst, type StartBurstOptions } from './start-burst.js';

const VIDEO: StartBurstOptions = { kind: 'video', clockHz: 90_000 };
const AUDIO: StartBurstOptions = { kind: 'audio', clockHz: 48_000 };

function packet(time: number, mark = 0): Buffer {
  const bytes = Buffer.alloc(20, mark);
  bytes.writeUInt32BE(time >>> 0, 4);
  return bytes;
}

/** Media times of what comes out, in ms. `came`: media time and arrival, in ms. */
function through(options: StartBurstOptions, came: readonly [mediaMs: number, atMs: number][], from = 0) {
  const burst = new StartBurst(options);
  const perMs = options.clockHz / 1_000;
  return came.flatMap(([mediaMs, atMs]) =>
    burst
      .push(packet(from + mediaMs * perMs), atMs)
      .map((sent) => ((sent.readUInt32BE(4) - from) | 0) / perMs),
  );
}

/** Frames of 33 ms of which the first ones come every 5 ms. */
const frames = (burst: number, all: number): [number, number][] =>
  Array.from({ length: all }, (_, at) => [at * 33, at < burst ? at * 5 : burst * 5 + (at - burst + 1) * 33]);

test('a burst of video is squeezed before the first frame that comes in time, whose time is its own', () => {
  expect(through(VIDEO, frames(5, 8))).toEqual([128, 129, 130, 131, 132, 165, 198, 231]);
});

test('over a wrap of 32 bits as well', () => {
  expect(through(VIDEO, frames(5, 7), 2 ** 32 - 9_000)).toEqual([128, 129, 130, 131, 132, 165, 198]);
});

test('packets of one frame stay together', () => {
  const burst = new StartBurst(VIDEO);
  for (const [time, mark] of [0, 0, 2_970, 2_970].map((time, mark) => [time, mark] as const))
    expect(burst.push(packet(time, mark), 3)).toEqual([]);
  const sent = burst.push(packet(5_940), 40);
  expect(sent.map((each) => each.readUInt32BE(4))).toEqual([2_880, 2_880, 2_970, 2_970, 5_940]);
});

test('a sender that is in time from its first packet loses nothing', () => {
  expect(through(VIDEO, frames(1, 4))).toEqual([0, 33, 66, 99]);
  expect(
    through(AUDIO, [
      [0, 0],
      [20, 20],
      [40, 40],
    ]),
  ).toEqual([0, 20, 40]);
});

test('a burst of audio begins with what is live', () => {
  const burst: [number, number][] = Array.from({ length: 20 }, (_, at) => [at * 20, at]);
  expect(through(AUDIO, [...burst, [400, 190], [420, 191]])).toEqual([360, 380, 400, 420]);
});

test('what never comes in time is held for half a second at most', () => {
  const all: [number, number][] = Array.from({ length: 100 }, (_, at) => [at * 33, at * 10]);
  const sent = through(VIDEO, all);
  expect(sent).toHaveLength(100);
  expect(sent.at(-1)).toBe(99 * 33);
});
