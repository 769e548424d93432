import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { EarlyHls } from './early-hls.js';

let said: string[];
let mayLoad: boolean;
let early: EarlyHls;

beforeEach((): void => {
  jest.useFakeTimers();
  [said, mayLoad] = [[], true];
  early = new EarlyHls({
    mayLoad: () => mayLoad,
    load: () => said.push('load'),
    play: () => said.push('play'),
    unload: () => said.push('unload'),
  });
});
afterEach(() => {
  jest.useRealTimers();
});

test('a server that is gone loads HLS, which plays once frames stop', () => {
  early.doubt();
  expect([said, early.isHeldBack]).toEqual([['load'], true]);
  early.silent();
  expect([said, early.isHeldBack]).toEqual([['load', 'play'], false]);
  jest.advanceTimersByTime(60_000);
  expect(said).toEqual(['load', 'play']);
});

test('a front row that moves on after its server’s socket was lost costs one load', () => {
  early.doubt();
  jest.advanceTimersByTime(3_000);
  expect([said, early.isHeldBack]).toEqual([['load', 'unload'], false]);
});

test('frames that stop load HLS, and frames that come again give it up, not over and over', () => {
  early.silent();
  expect(early.isHeldBack).toBe(false);
  early.moving();
  early.silent();
  early.moving();
  expect(said).toEqual(['load', 'unload']);
  jest.advanceTimersByTime(10_000);
  early.silent();
  expect(said).toEqual(['load', 'unload', 'load']);
});

test('what is wanted for certain is played, and given up by nobody after that', () => {
  early.doubt();
  early.claim();
  early.moving();
  expect(said).toEqual(['load', 'play']);
  early.silent();
  early.claim();
  expect(said).toEqual(['load', 'play', 'load']);
});

test('a viewer who goes back in time gets what is loaded for that, and HLS that is on its way is enough', () => {
  early.doubt();
  early.giveUpHeldBack();
  mayLoad = false;
  early.doubt();
  expect(said).toEqual(['load', 'unload']);
});
