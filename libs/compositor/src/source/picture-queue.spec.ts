import { describe, expect, test } from '@jest/globals';
import { createI420 } from '../mix/i420.js';
import { PictureQueue } from './picture-queue.js';

function queue() {
  const released: number[] = [];
  const pictures = new PictureQueue();
  const push = (...times: number[]) => {
    for (const rtpTime of times) {
      pictures.push({ picture: createI420(2, 2), rtpTime, release: () => released.push(rtpTime) });
    }
  };
  return { pictures, released, push };
}

describe('the pictures of a tile', () => {
  test('wait for their moment, and the newest whose moment has come is shown', () => {
    const { pictures, push, released } = queue();
    push(10, 20, 30, 40);
    expect(pictures.pick(5)).toBeUndefined();
    expect(pictures.pick(32)?.rtpTime).toBe(30);
    expect(pictures.pick(39)?.rtpTime).toBe(30);
    expect(pictures.pick(40)?.rtpTime).toBe(40);
    expect([pictures.shownCount, pictures.dropped]).toEqual([2, 2]);
    expect(released).toEqual([10, 20, 30]);
  });

  test('are all shown at once while nobody knows the moment', () => {
    const { pictures, push } = queue();
    push(10, 20);
    expect(pictures.pick(undefined)?.rtpTime).toBe(20);
  });

  test('are bounded: the oldest goes', () => {
    const { pictures, push, released } = queue();
    push(...Array.from({ length: 30 }, (_, index) => index));
    expect(released).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pictures.dropped).toBe(6);
  });

  test('of a clock that went back replace those that wait', () => {
    const { pictures, push, released } = queue();
    push(1_000, 1_010);
    push(5);
    expect(released).toEqual([1_000, 1_010]);
    expect(pictures.pick(6)?.rtpTime).toBe(5);
  });

  test('give all their memory back', () => {
    const { pictures, push, released } = queue();
    push(1, 2, 3);
    pictures.pick(2);
    pictures.clear();
    expect(released.sort()).toEqual([1, 2, 3]);
    expect(pictures.shown).toBeUndefined();
  });
});
