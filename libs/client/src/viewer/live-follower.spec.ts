/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { LiveFollower } from './live-follower.js';

const REFRESHED_MS = 200;

let video: HTMLVideoElement;
let follower: LiveFollower;

beforeEach(() => {
  jest.useFakeTimers();
  video = document.createElement('video');
  Object.defineProperty(video, 'paused', { configurable: true, value: false });
  Object.defineProperty(video, 'buffered', { configurable: true, value: { length: 0 } });
  follower = new LiveFollower(video);
});
afterEach(() => {
  follower.close();
  jest.useRealTimers();
});

const rateAfterAWhile = () => {
  jest.advanceTimersByTime(REFRESHED_MS);
  return video.playbackRate;
};

test('who is in the past has the chosen speed, through a pause and a seek', () => {
  follower.isFollowing = false;
  follower.speed = 1.5;
  expect(rateAfterAWhile()).toBe(1.5);
  Object.defineProperty(video, 'paused', { configurable: true, value: true });
  expect(rateAfterAWhile()).toBe(1.5);
});

test('at the edge no speed is chosen, and who goes there loses the one of the past', () => {
  follower.speed = 2;
  expect([follower.speed, rateAfterAWhile()]).toEqual([1, 1]);
  follower.isFollowing = false;
  follower.speed = 2;
  follower.isFollowing = true;
  expect([follower.speed, rateAfterAWhile()]).toEqual([1, 1]);
  // Back again it is the usual speed.
  follower.isFollowing = false;
  expect(rateAfterAWhile()).toBe(1);
});

test('who was faster than the show is live again; who was not stays in the past', () => {
  follower.isFollowing = false;
  follower.catchUp(0.5);
  expect(follower.isFollowing).toBe(false);
  follower.speed = 0.5;
  follower.catchUp(0.5);
  expect(follower.isFollowing).toBe(false);
  follower.speed = 2;
  follower.catchUp(10);
  expect(follower.isFollowing).toBe(false);
  follower.catchUp(1);
  expect([follower.isFollowing, follower.speed]).toEqual([true, 1]);
});
