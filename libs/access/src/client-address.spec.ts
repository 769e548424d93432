import { expect, test } from '@jest/globals';
import { clientAddress, trustedNetworks } from './client-address.js';

const trusted = trustedNetworks(['127.0.0.1', '10.0.0.0/8', 'fd00::/8']);

test.each([
  ['a stranger who writes the header himself', '203.0.113.1', '1.2.3.4', '203.0.113.1'],
  ['through a proxy', '127.0.0.1', '203.0.113.1', '203.0.113.1'],
  ['through a proxy, with something made up before', '127.0.0.1', '9.9.9.9, 203.0.113.1', '203.0.113.1'],
  ['through two proxies', '127.0.0.1', '203.0.113.1, 10.1.2.3', '203.0.113.1'],
  ['through a proxy on IPv6', 'fd00::1', '2001:db8::1', '2001:db8::1'],
  ['through a proxy that is written as IPv4 in IPv6', '::ffff:127.0.0.1', '203.0.113.1', '203.0.113.1'],
  ['through a proxy that writes the port', '127.0.0.1', '203.0.113.1:54321', '203.0.113.1'],
  ['through a proxy that writes the port on IPv6', '127.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
  [
    'of a trusted network, with no address at all made up',
    '127.0.0.1',
    `${'x'.repeat(200)}, 10.9.9.9`,
    '10.9.9.9',
  ],
  ['through a proxy that does not know', '127.0.0.1', 'unknown', '127.0.0.1'],
  ['from a proxy itself', '127.0.0.1', undefined, '127.0.0.1'],
  ['over a local socket', undefined, '203.0.113.1', '203.0.113.1'],
  ['over a local socket, with something made up before', undefined, '9.9.9.9,203.0.113.1', '203.0.113.1'],
])('%s', (_what, remoteAddress, header, address) => {
  expect(clientAddress({ headers: { 'x-forwarded-for': header }, socket: { remoteAddress } }, trusted)).toBe(
    address,
  );
});
