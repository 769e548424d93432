/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { FrameWatch } from './frame-watch.js';

let said: string[];
let requests: (() => void)[];
let video: HTMLVideoElement;
let watch: FrameWatch;

const show = () => {
  for (const told of requests.splice(0)) told();
};
function play(ms: number): void {
  for (let atMs = 0; atMs < ms; atMs += 50) {
    show();
    jest.advanceTimersByTime(50);
  }
}

beforeEach(() => {
  jest.useFakeTimers();
  [said, requests] = [[], []];
  video = document.createElement('video');
  Object.defineProperty(video, 'paused', { configurable: true, value: false });
  const requestVideoFrameCallback = (told: () => void) => requests.push(told);
  Object.assign(video, { requestVideoFrameCallback });
  watch = new FrameWatch(video, {
    onSilent: () => said.push('silent'),
    onMoving: () => said.push('moving'),
  });
});
afterEach(() => {
  watch.close();
  jest.useRealTimers();
});

test('frames that stop are noticed in a third of a second, once, and so is the next one', () => {
  play(2_000);
  expect(said).toEqual([]);
  jest.advanceTimersByTime(330);
  expect(said).toEqual(['silent']);
  jest.advanceTimersByTime(2_000);
  play(500);
  expect(said).toEqual(['silent', 'moving']);
});

test('a page that was late itself, is hidden or has paused blames nobody', () => {
  Object.defineProperty(document, 'hidden', { configurable: true, value: true });
  jest.advanceTimersByTime(1_000);
  Object.defineProperty(document, 'hidden', { configurable: true, value: false });
  expect(said).toEqual([]);
  Object.defineProperty(video, 'paused', { configurable: true, value: true });
  jest.advanceTimersByTime(1_000);
  expect(said).toEqual([]);
});

test('a browser that does not tell frames is believed to show them', () => {
  watch.close();
  const silent = new FrameWatch(document.createElement('video'), {
    onSilent: () => said.push('silent'),
    onMoving: () => said.push('moving'),
  });
  jest.advanceTimersByTime(5_000);
  silent.close();
  expect(said).toEqual([]);
});
