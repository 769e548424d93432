import { expect, test } from '@jest/globals';
import { printId3Text } from '../id3.js';
import { boxesIn } from './box.js';
import { parseEventMessage, printEventMessage } from './event-message.js';

test('an event message is a box that is read as it was written', () => {
  const message = {
    schemeIdUri: 'https://aomedia.org/emsg/ID3',
    value: '',
    presentationMs: 3_723_004,
    durationMs: 0,
    id: 7,
    data: printId3Text('proscenium', '{"score":"2:1 · 골"}'),
  };
  const box = printEventMessage(message);
  expect([...boxesIn(box)].map(({ type, end }) => [type, end])).toEqual([['emsg', box.length]]);
  expect(parseEventMessage(box)).toEqual(message);
});

test('a tag of a kilobyte says its size in seven bits a byte', () => {
  const tag = printId3Text('d', 'x'.repeat(1_000));
  expect(tag.subarray(0, 6)).toEqual(Buffer.from([0x49, 0x44, 0x33, 4, 0, 0]));
  const size = (at: number) => [0, 1, 2, 3].reduce((sum, n) => sum * 128 + (tag[at + n] ?? 0), 0);
  expect(size(6)).toBe(tag.length - 10);
  expect(size(14)).toBe(tag.length - 20);
  expect([...tag.subarray(6, 10)].every((byte) => byte < 128)).toBe(true);
});
