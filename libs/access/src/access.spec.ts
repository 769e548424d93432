import { describe, expect, test } from '@jest/globals';
import { findCookie, printCookie } from './cookies.js';
import { checkCsrf, csrfTokenOf } from './csrf.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { hashSecret, isSecretOf, newSecret } from './secrets.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { TokenBuckets } from './token-buckets.js';

describe('passwords', () => {
  test('are kept by argon2id and found again, composed or not', async () => {
    const stored = await hashPassword('Zoë is here 1');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, 'Zoe\u0308 is here 1')).toBe(true);
    expect(await verifyPassword(stored, 'Zoe is here 1')).toBe(false);
    expect(await verifyPassword(undefined, 'nobody has this password')).toBe(false);
  });

  test('too short or absurdly long are refused', async () => {
    await expect(hashPassword('short')).rejects.toMatchObject({ code: 'password-weak' });
    await expect(hashPassword('x'.repeat(257))).rejects.toMatchObject({ code: 'password-weak' });
  });
});

describe('secrets', () => {
  test('are told apart by kind, and what is stored does not open anything', () => {
    const key = newSecret('api-key');
    expect(isSecretOf('api-key', key)).toBe(true);
    expect(isSecretOf('session', key)).toBe(false);
    expect(hashSecret(key)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('sign-in attempts', () => {
  test('are held back per account from every address, and come back with time', () => {
    const throttle = new SignInThrottle();
    for (let n = 0; n < 5; n += 1) throttle.admit('ada', `10.0.0.${n}`, 0);
    expect(() => throttle.admit('ada', '10.0.0.9', 0)).toThrow(
      expect.objectContaining({ code: 'too-many-attempts', status: 429, retry: true }),
    );
    expect(() => throttle.admit('ada', '10.0.0.9', 120_000)).not.toThrow();
  });

  test('are held back per address over many accounts', () => {
    const throttle = new SignInThrottle();
    const attempt = (n: number) => () => throttle.admit(`account ${n}`, '10.0.0.1', 0);
    for (let n = 0; n < 20; n += 1) expect(attempt(n)).not.toThrow();
    expect(attempt(20)).toThrow(expect.objectContaining({ code: 'too-many-attempts' }));
  });

  test('a success clears the account', () => {
    const throttle = new SignInThrottle();
    for (let n = 0; n < 5; n += 1) throttle.admit('ada', 'a', 0);
    throttle.succeeded('ada');
    expect(() => throttle.admit('ada', 'a', 0)).not.toThrow();
  });
});

describe('token buckets', () => {
  test('allow a burst, then the rate, and say when to come back', () => {
    const buckets = new TokenBuckets();
    const rate = { burst: 2, perMinute: 60 };
    expect(buckets.take('k', rate, 0)).toMatchObject({ allowed: true, remaining: 1 });
    expect(buckets.take('k', rate, 0)).toMatchObject({ allowed: true, remaining: 0, retryAfterMs: 1_000 });
    expect(buckets.take('k', rate, 400)).toMatchObject({ allowed: false, retryAfterMs: 600 });
    expect(buckets.take('k', rate, 1_000)).toMatchObject({ allowed: true });
  });

  test('a clock that steps back gives nothing away', () => {
    const buckets = new TokenBuckets();
    const rate = { burst: 1, perMinute: 60 };
    buckets.take('k', rate, 100_000);
    expect(buckets.take('k', rate, 0).allowed).toBe(false);
  });

  test('memory is bounded', () => {
    const buckets = new TokenBuckets(10);
    for (let n = 0; n < 100; n += 1) buckets.take(`k${n}`, { burst: 1, perMinute: 1 }, 0);
    expect(buckets.size).toBe(10);
  });
});

describe('a change signed by a cookie', () => {
  const sessionToken = newSecret('session');
  const good = {
    sessionToken,
    header: csrfTokenOf(sessionToken),
    origin: 'https://show.example',
    fetchSite: 'same-origin',
    host: 'show.example',
  };
  test('from our own page passes', () => expect(() => checkCsrf(good)).not.toThrow());
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port', { origin: 'https://show.example:444' }],
    ['another site', { fetchSite: 'cross-site' }],
    ['no token', { header: undefined }],
    ['the token of another session', { header: csrfTokenOf('other') }],
  ])('from %s does not', (_name, facts) => {
    expect(() => checkCsrf({ ...good, ...facts })).toThrow(expect.objectContaining({ code: 'csrf' }));
  });
});

test('a cookie is found among others and printed closed to scripts', () => {
  expect(findCookie('a=1; proscenium_session=x_y; b=2', 'proscenium_session')).toBe('x_y');
  expect(findCookie('xproscenium_session=1', 'proscenium_session')).toBeUndefined();
  expect(printCookie('c', 'v', { secure: true, maxAgeSeconds: 5 })).toBe(
    'c=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=5; Secure',
  );
});
