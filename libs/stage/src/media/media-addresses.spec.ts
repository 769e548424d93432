import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from '@jest/globals';
import { mediaAddresses } from './media-addresses.js';

const at = (address: string, internal = false): NetworkInterfaceInfo =>
  ({ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo;
const interfaces = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  eth0: [at('192.0.2.2'), at('fd00::2'), at('fe80::fc')],
};
const none = { announcedAddress: undefined, interfaces };

test('a server for this machine alone also takes the machine’s own addresses', () => {
  expect(mediaAddresses({ listenHost: '127.0.0.1', ...none })).toEqual([
    { ip: '127.0.0.1' },
    { ip: '192.0.2.2' },
  ]);
});

test('without an IPv4 address it takes the IPv6 ones that need no scope', () => {
  const ipv6 = { lo: interfaces.lo, eth0: [at('fd00::2'), at('fe80::fc')] };
  expect(mediaAddresses({ listenHost: 'localhost', ...none, interfaces: ipv6 })).toEqual([
    { ip: '127.0.0.1' },
    { ip: 'fd00::2' },
  ]);
});

test('a server that was given an address keeps to it', () => {
  expect(mediaAddresses({ listenHost: '192.0.2.2', ...none })).toEqual([{ ip: '192.0.2.2' }]);
  expect(mediaAddresses({ listenHost: '0.0.0.0', announcedAddress: 'show.example.org', interfaces })).toEqual(
    [{ ip: '0.0.0.0', announcedAddress: 'show.example.org' }],
  );
});
