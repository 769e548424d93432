/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { toggleFullScreen } from './full-screen.js';

let asked: string[];
let video: HTMLVideoElement;

/** jsdom has no full screen: each browser is what is put on its elements. */
const put = (on: object, name: string, value: unknown) =>
  Object.defineProperty(on, name, { configurable: true, value });
const asks = (what: string) => () => {
  asked.push(what);
  return Promise.resolve();
};

beforeEach(() => {
  asked = [];
  const player = document.body.appendChild(document.createElement('div'));
  video = player.appendChild(document.createElement('video'));
  put(document, 'exitFullscreen', asks('leave'));
});

afterEach(() => {
  document.body.replaceChildren();
  put(document, 'fullscreenElement', null);
});

test('the player is shown with its controls where the browser can', () => {
  put(video.parentElement as Element, 'requestFullscreen', asks('player'));
  put(video, 'webkitEnterFullscreen', asks('video'));
  toggleFullScreen(video);
  expect(asked).toEqual(['player']);
});

test('an iPhone shows the video alone', () => {
  put(video, 'webkitEnterFullscreen', asks('video'));
  toggleFullScreen(video);
  expect(asked).toEqual(['video']);
});

test('a second press leaves it', () => {
  put(document, 'fullscreenElement', video.parentElement);
  toggleFullScreen(video);
  expect(asked).toEqual(['leave']);
});

test('without a video, or with a browser that has none of it, nothing happens', () => {
  toggleFullScreen(null);
  toggleFullScreen(video);
  expect(asked).toEqual([]);
});
