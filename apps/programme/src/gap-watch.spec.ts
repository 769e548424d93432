import { expect, jest, test } from '@jest/globals';
import { GapWatch } from './gap-watch.js';

const packet = (sequence: number): Uint8Array => new Uint8Array([0x80, 96, sequence >> 8, sequence & 0xff]);

function watched(): { asked: jest.Mock; saw(sequence: number, nowMs: number): void } {
  const asked = jest.fn();
  const watch = new GapWatch(asked);
  return { asked, saw: (sequence, nowMs) => watch.saw(packet(sequence), nowMs) };
}

test('a packet that comes late is no reason for a key frame, over the turn of the numbers too', () => {
  const { asked, saw } = watched();
  saw(65_534, 0);
  saw(0, 10);
  saw(65_535, 100);
  saw(1, 1_000);
  expect(asked).not.toHaveBeenCalled();
});

test('a packet that stays away is, once', () => {
  const { asked, saw } = watched();
  saw(1, 0);
  saw(3, 10);
  saw(4, 200);
  expect(asked).not.toHaveBeenCalled();
  saw(5, 300);
  saw(6, 900);
  expect(asked).toHaveBeenCalledTimes(1);
});

test('a sender that restarted needs a key frame at once', () => {
  const { asked, saw } = watched();
  saw(1, 0);
  saw(9_000, 10);
  expect(asked).toHaveBeenCalledTimes(1);
});
