import { expect, test } from '@jest/globals';
import { stunServers } from './stun-servers.js';

test('relays become STUN servers without credentials, each once', () => {
  const servers = [
    {
      urls: ['turn:relay.example:3478?transport=udp', 'turn:relay.example:3478?transport=tcp'],
      username: 'ada',
      credential: 'secret',
    },
    { urls: ['turns:relay.example:5349', 'stun:other.example:3478'] },
  ];
  expect(stunServers(servers)).toEqual([
    { urls: 'stun:relay.example:3478' },
    { urls: 'stun:other.example:3478' },
  ]);
  expect(stunServers([])).toEqual([]);
});
