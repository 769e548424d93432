/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Observed } from '../observed.js';
import { PlaybackReporter } from './playback-reporter.js';
import type { ViewerClient } from './viewer-client.js';
import { FIRST_STATE, type ViewerState } from './viewer-state.js';

let posted: string[];
let bodies: string[];
let reporter: PlaybackReporter;
let ticket: string | undefined;
let token: string | undefined;

const playing: ViewerState = { ...FIRST_STATE, phase: 'playing', latencyS: 1 };
const report = (state: ViewerState) => {
  const viewer = { state: new Observed(state) } as unknown as ViewerClient;
  reporter = new PlaybackReporter({
    viewer,
    showId: 'shw_1',
    ticket: () => ticket,
    reportToken: () => token,
  });
};
const heartbeats = () => posted.filter((url) => url.includes('/heartbeats')).length;

beforeEach(() => {
  jest.useFakeTimers();
  posted = [];
  bodies = [];
  ticket = undefined;
  token = 'rpt_1';
  Object.assign(globalThis, {
    fetch: async (url: string, { body }: { body: string }) => {
      posted.push(url);
      bodies.push(body);
      return {};
    },
  });
});
afterEach(() => {
  reporter.close();
  jest.useRealTimers();
});

test('a viewer is counted within one sample of having a ticket, and then by batches', () => {
  report(playing);
  jest.advanceTimersByTime(4_000);
  expect(heartbeats()).toBe(0);
  ticket = 'tkt_1';
  jest.advanceTimersByTime(2_000);
  expect(heartbeats()).toBe(1);
  jest.advanceTimersByTime(2_000);
  expect(heartbeats()).toBe(1);
  jest.advanceTimersByTime(10_000);
  expect(heartbeats()).toBe(2);
});

test('a page that only waits is not counted', () => {
  ticket = 'tkt_1';
  report({ ...playing, phase: 'waiting' });
  jest.advanceTimersByTime(20_000);
  expect(heartbeats()).toBe(0);
});

test('what the viewer sees is reported by the token, and not without one', () => {
  report(playing);
  const reported = () => posted.filter((url) => url.includes('/live-reports/'));
  token = undefined;
  jest.advanceTimersByTime(10_000);
  expect(reported()).toEqual([]);
  token = 'rpt_2';
  jest.advanceTimersByTime(10_000);
  expect(reported()).toEqual(['/live-reports/t/rpt_2/shw_1']);
  expect(bodies[0]?.split('\n').filter((row) => /^cid="shw_1",e=t,ltc=1000,/.test(row))).toHaveLength(10);
});
