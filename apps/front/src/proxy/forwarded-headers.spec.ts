import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { towardsServer } from './forwarded-headers.js';

const PROXY = '10.0.0.1';

function sent(from: string, encrypted: boolean, headers: Record<string, string>): Map<string, string> {
  const rawHeaders = Object.entries(headers).flat();
  const request = { headers, rawHeaders, socket: { remoteAddress: from, encrypted } };
  const raw = towardsServer(request as unknown as IncomingMessage, (address) => address === PROXY);
  const pairs = Array.from({ length: raw.length / 2 }, (_, n) => [raw[2 * n], raw[2 * n + 1]] as const);
  return new Map(pairs.map(([name = '', value = '']) => [name.toLowerCase(), value]));
}

describe('the scheme that a visitor used', () => {
  test('is that of the connection, whatever a stranger says', () => {
    const lie = { host: 'a.example', 'x-forwarded-proto': 'https' };
    expect(sent('192.0.2.1', false, lie).get('x-forwarded-proto')).toBe('http');
    expect(sent('192.0.2.1', true, { host: 'a.example' }).get('x-forwarded-proto')).toBe('https');
  });

  test('is what a trusted proxy says of its own visitor', () => {
    const said = { host: 'a.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.9' };
    const headers = sent(PROXY, false, said);
    expect([headers.get('x-forwarded-proto'), headers.get('x-forwarded-for')]).toEqual([
      'https',
      '192.0.2.9',
    ]);
    const plain = { ...said, 'x-forwarded-proto': 'http' };
    expect(sent(PROXY, true, plain).get('x-forwarded-proto')).toBe('http');
  });
});
