import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { LIMITS } from '#protocol';
import { RelayRenewal } from './relay-renewal.js';

const LIFETIME_MS = LIMITS.relayCredentialsMs;

let given: string[];
let asked: number;
let isAway: boolean;

beforeEach(() => {
  jest.useFakeTimers();
  [given, asked, isAway] = [[], 0, false];
});
afterEach(() => {
  jest.useRealTimers();
});

const created = () =>
  new RelayRenewal({
    ask: async () => {
      asked += 1;
      if (isAway) throw new Error('away');
      return [{ username: `number ${asked}` }];
    },
    transports: ['send', 'receive'].map((name) => ({
      updateIceServers: async ({ iceServers = [] }: { iceServers?: RTCIceServer[] } = {}) => {
        given.push(`${name} ${iceServers[0]?.username}`);
      },
    })),
  });

test('both paths have newer credentials before the last ones end, for as long as the page is on stage', async () => {
  const renewal = created();
  await jest.advanceTimersByTimeAsync(LIFETIME_MS - 1);
  expect(given).toEqual(['send number 1', 'receive number 1']);
  await jest.advanceTimersByTimeAsync(LIFETIME_MS * 9);
  expect(asked).toBe(19);
  renewal.close();
  await jest.advanceTimersByTimeAsync(LIFETIME_MS * 9);
  expect(asked).toBe(19);
});

test('a server that is away is tried again, and a path that is mended asks at once', async () => {
  const renewal = created();
  isAway = true;
  await jest.advanceTimersByTimeAsync(LIFETIME_MS / 2);
  await expect(renewal.renew()).rejects.toThrow('away');
  expect(given).toEqual([]);
  isAway = false;
  await jest.advanceTimersByTimeAsync(LIFETIME_MS / 2);
  expect(given).toEqual(['send number 3', 'receive number 3']);
  await renewal.renew();
  expect(given).toHaveLength(4);
  renewal.close();
});

test('an answer after the end changes no path', async () => {
  const renewal = created();
  const late = renewal.renew();
  renewal.close();
  await late;
  expect(given).toEqual([]);
});
