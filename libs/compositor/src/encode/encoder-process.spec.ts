import { Writable } from 'node:stream';
import { beforeEach, expect, test } from '@jest/globals';
import { InputQueue } from './encoder-process.js';

let written: number[];
let take: () => void;
let isEnded: boolean;
let queue: InputQueue;

const FRAME_BYTES = 10;
const frame = () => [new Uint8Array(2), new Uint8Array(FRAME_BYTES - 2)];
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  [written, isEnded] = [[], false];
  take = () => undefined;
  const stream = new Writable({
    writev(chunks, done) {
      written.push(chunks.reduce((total, { chunk }) => total + (chunk as Buffer).length, 0));
      take = done;
    },
    final(done) {
      isEnded = true;
      done();
    },
  });
  queue = new InputQueue(stream);
});

test('each frame is taken by itself, whatever waits behind it', async () => {
  const done: number[] = [];
  for (let index = 0; index < 3; index += 1) queue.write(frame(), () => done.push(index));
  expect([written, queue.pendingBytes]).toEqual([[FRAME_BYTES], 3 * FRAME_BYTES]);
  take();
  await settled();
  expect([written, done, queue.pendingBytes]).toEqual([[FRAME_BYTES, FRAME_BYTES], [0], 2 * FRAME_BYTES]);
});

test('the end comes behind what waits', async () => {
  queue.write(frame(), () => undefined);
  queue.write(frame(), () => undefined);
  queue.end();
  for (let turn = 0; turn < 2; turn += 1) {
    expect(isEnded).toBe(false);
    take();
    await settled();
  }
  expect(isEnded).toBe(true);
});

test('a process that ends gives everything back', async () => {
  let back = 0;
  for (let index = 0; index < 3; index += 1)
    queue.write(frame(), () => {
      back += 1;
    });
  queue.close();
  take();
  queue.write(frame(), () => {
    back += 1;
  });
  await settled();
  expect([back, queue.pendingBytes]).toEqual([4, 0]);
});
