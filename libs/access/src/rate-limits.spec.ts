import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MemoryRateLimiter } from './memory-rate-limiter.js';
import { networkOf } from './network-of.js';
import { SignInThrottle } from './sign-in-throttle.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const TOO_MANY = expect.objectContaining({ code: 'too-many-attempts', status: 429, retry: true });

describe('a rate limiter', () => {
  test('allows a burst, then says when the next request can succeed', async () => {
    const limiter = new MemoryRateLimiter('x', { burst: 2, perMinute: 60 });
    expect(await limiter.take('k')).toEqual({ allowed: true, limit: 2, remaining: 1, retryAfterMs: 0 });
    expect(await limiter.take('k')).toMatchObject({ allowed: true, remaining: 0, retryAfterMs: 2_000 });
    jest.advanceTimersByTime(400);
    expect(await limiter.take('k')).toMatchObject({ allowed: false, retryAfterMs: 1_600 });
    expect(await limiter.take('other')).toMatchObject({ allowed: true });
    jest.advanceTimersByTime(1_600);
    expect(await limiter.take('k')).toMatchObject({ allowed: true, remaining: 1 });
  });

  test('takes a good request back', async () => {
    const limiter = new MemoryRateLimiter('x', { burst: 1, perMinute: 1 });
    for (let n = 0; n < 10; n += 1) {
      expect(await limiter.take('k')).toMatchObject({ allowed: true });
      await limiter.giveBack('k');
    }
  });

  test('remembers a bounded number of keys', async () => {
    const limiter = new MemoryRateLimiter('x', { burst: 1, perMinute: 1 }, 10);
    for (let n = 0; n < 100; n += 1) await limiter.take(`k${n}`);
    expect([limiter.size, jest.getTimerCount()]).toEqual([10, 10]);
  });
});

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::ffff', '2001:db8:1:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['', ''],
  ])('%s is %s', (address, network) => expect(networkOf(address)).toBe(network));
});

describe('sign-in attempts', () => {
  test('of one account are limited for each network, and allowed again later', async () => {
    const throttle = new SignInThrottle();
    for (let n = 0; n < 5; n += 1) await throttle.admit('ada', `2001:db8:0:1::${n}`);
    await expect(throttle.admit('ada', '2001:db8:0:1::9')).rejects.toEqual(TOO_MANY);
    jest.advanceTimersByTime(10 * 60_000);
    await throttle.admit('ada', '2001:db8:0:1::9');
  });

  test('of a stranger lock nobody out who signs in from elsewhere', async () => {
    const throttle = new SignInThrottle();
    for (let host = 1; host < 50; host += 1)
      for (let n = 0; n < 10; n += 1)
        await throttle.admit('ada', `198.51.100.${host}`).catch(() => undefined);
    await throttle.admit('ada', '203.0.113.7');
  });

  test('from one network are limited over all accounts', async () => {
    const throttle = new SignInThrottle();
    for (let n = 0; n < 20; n += 1) await throttle.admit(`account ${n}`, '10.0.0.1');
    await expect(throttle.admit('account 20', '10.0.0.1')).rejects.toEqual(TOO_MANY);
  });

  test('that succeed are not counted', async () => {
    const throttle = new SignInThrottle();
    for (let n = 0; n < 60; n += 1) {
      await throttle.admit('ada', 'a');
      await throttle.succeeded('ada', 'a');
    }
  });
});
