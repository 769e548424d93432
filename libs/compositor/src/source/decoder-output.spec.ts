import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { DecoderOutput } from './decoder-output.js';

const IMAGE_BYTES = 24;

function outputOf(take: (output: DecoderOutput) => void) {
  const stdout = new EventEmitter();
  const output = new DecoderOutput({ width: 4, height: 4, fit: 'fill' } as never, 0, undefined);
  output.readFrom({ stdout, extra: () => stdout } as never, () => take(output));
  return { output, write: (bytes: Uint8Array) => stdout.emit('data', bytes) };
}

test.each([1, 5, 6, 7, 24, 100])('frames are whole in whatever pieces of %i bytes they come', (size) => {
  const starts: number[] = [];
  const { write } = outputOf((output) => {
    const { data } = output.take();
    starts.push(data[0] as number);
    expect(data.every((byte, i) => byte === (data[0] as number) + i)).toBe(true);
  });
  const stream = Uint8Array.from({ length: IMAGE_BYTES * 3 + 5 }, (_, i) => i);
  for (let at = 0; at < stream.length; at += size) write(stream.subarray(at, at + size));
  expect(starts).toEqual([0, 24, 48]);
});

test('memory that was given back is used for the next image', () => {
  const { output, write } = outputOf(() => undefined);
  const next = () => {
    write(new Uint8Array(IMAGE_BYTES));
    return output.take();
  };
  const [first, second] = [next(), next()];
  expect(second).not.toBe(first);
  output.give(first);
  expect(next()).toBe(first);
  expect(output.isReady).toBe(false);
});
