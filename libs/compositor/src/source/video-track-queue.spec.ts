import { describe, expect, test } from '@jest/globals';
import { createI420 } from '../mix/i420.js';
import { FrameQueue } from './video-track.js';

function queue() {
  const released: number[] = [];
  const frames = new FrameQueue();
  const push = (...times: number[]) => {
    for (const rtpTime of times) {
      frames.push({ imageFor: () => createI420(2, 2), rtpTime, release: () => released.push(rtpTime) });
    }
  };
  return { frames, released, push };
}

describe('the frames of a tile', () => {
  test('wait for their moment, and the newest whose moment has come is shown', () => {
    const { frames, push, released } = queue();
    push(10, 20, 30, 40);
    expect(frames.pick(5)).toBeUndefined();
    expect(frames.pick(32)?.rtpTime).toBe(30);
    expect(frames.pick(39)?.rtpTime).toBe(30);
    expect(frames.pick(40)?.rtpTime).toBe(40);
    expect([frames.shownCount, frames.dropped]).toEqual([2, 2]);
    expect(released).toEqual([10, 20, 30]);
  });

  test('are all shown at once while nobody knows the moment', () => {
    const { frames, push } = queue();
    push(10, 20);
    expect(frames.pick(undefined)?.rtpTime).toBe(20);
  });

  test('are bounded: the oldest goes', () => {
    const { frames, push, released } = queue();
    push(...Array.from({ length: 30 }, (_, index) => index));
    expect(released).toEqual([0, 1, 2, 3, 4, 5]);
    expect(frames.dropped).toBe(6);
  });

  test('of a clock that went back replace those that wait', () => {
    const { frames, push, released } = queue();
    push(1_000, 1_010);
    push(5);
    expect(released).toEqual([1_000, 1_010]);
    expect(frames.pick(6)?.rtpTime).toBe(5);
  });

  test('give all their memory back', () => {
    const { frames, push, released } = queue();
    push(1, 2, 3);
    frames.pick(2);
    frames.clear();
    expect(released.sort()).toEqual([1, 2, 3]);
    expect(frames.shown).toBeUndefined();
  });
});
