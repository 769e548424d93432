import { describe, expect, test } from '@jest/globals';
import { findCookie, printCookie } from './cookies.js';
import { checkCsrfToken, checkOrigin, csrfTokenOf } from './csrf.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { hashSecret, isSecretOf, newSecret } from './secrets.js';

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
  test('are distinguished by kind, and what is stored does not open anything', () => {
    const key = newSecret('api-key');
    expect(isSecretOf('api-key', key)).toBe(true);
    expect(isSecretOf('session', key)).toBe(false);
    expect(hashSecret(key)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a change sent by a browser', () => {
  const hosts = ['show.example'];
  test.each([
    ['our own page', { origin: 'https://show.example', fetchSite: 'same-origin' }],
    ['a program without an origin', { origin: undefined, fetchSite: undefined }],
  ])('from %s passes', (_name, facts) => {
    expect(() => checkOrigin({ ...facts, hosts })).not.toThrow();
  });
  test.each([
    ['another origin', { origin: 'https://evil.example', fetchSite: undefined }],
    ['an opaque origin', { origin: 'null', fetchSite: undefined }],
    ['another port', { origin: 'https://show.example:444', fetchSite: undefined }],
    ['another site', { origin: undefined, fetchSite: 'cross-site' }],
  ])('from %s does not', (_name, facts) => {
    expect(() => checkOrigin({ ...facts, hosts })).toThrow(expect.objectContaining({ code: 'csrf' }));
  });

  test('and signed by a session carries the token of that session', () => {
    const sessionToken = newSecret('session');
    expect(() => checkCsrfToken(sessionToken, csrfTokenOf(sessionToken))).not.toThrow();
    for (const header of [undefined, '', csrfTokenOf('another session')])
      expect(() => checkCsrfToken(sessionToken, header)).toThrow(expect.objectContaining({ code: 'csrf' }));
  });
});

test('a cookie is found among others and printed closed to scripts', () => {
  expect(findCookie('a=1; proscenium_session=x_y; b=2', 'proscenium_session')).toBe('x_y');
  expect(findCookie('xproscenium_session=1', 'proscenium_session')).toBeUndefined();
  expect(printCookie('c', 'v', { secure: true, maxAgeSeconds: 5 })).toBe(
    'c=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=5; Secure',
  );
});
