import { expect, test } from '@jest/globals';
import { readSdpFragment, writeSdpFragment } from './sdp-fragment.js';

test('credentials that every section repeats are one', () => {
  const text =
    'a=ice-ufrag:abcd\r\na=ice-pwd:0123\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\na=ice-ufrag:abcd\r\na=candidate:1 1 udp 1 10.0.0.1 5 typ host\r\n';
  expect(readSdpFragment(text)).toEqual({ usernameFragment: 'abcd', password: '0123', candidates: 1 });
});

test.each([
  ['nothing', ''],
  ['no lines of SDP', 'hello'],
  ['two sets of credentials', 'a=ice-ufrag:abcd\na=ice-ufrag:efgh\n'],
  ['credentials that are none', 'a=ice-ufrag:a b c d\n'],
  ['a long line', `a=${'x'.repeat(2_000)}`],
  ['many lines', 'a=x\n'.repeat(500)],
])('%s is refused', (_name, text) => {
  expect(() => readSdpFragment(text)).toThrow(expect.objectContaining({ status: 400 }));
});

test('our side: the candidates once, for the section that bundles the others', () => {
  const candidate = {
    foundation: 'udp',
    priority: 7,
    ip: '10.0.0.1',
    address: '10.0.0.1',
    protocol: 'udp',
    port: 4,
    type: 'host',
  } as const;
  const text = writeSdpFragment({
    ice: { usernameFragment: 'new', password: 'pass' },
    candidates: [candidate, { ...candidate, protocol: 'tcp', tcpType: 'passive' }],
    sections: [
      { kind: 'audio', mid: 'a' },
      { kind: 'video', mid: 'v' },
    ],
  });
  expect(text.split(/\r?\n/)).toEqual([
    'a=ice-lite',
    'a=ice-options:trickle ice2',
    'a=group:BUNDLE a v',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0',
    'a=mid:a',
    'a=ice-ufrag:new',
    'a=ice-pwd:pass',
    'a=candidate:udp 1 udp 7 10.0.0.1 4 typ host',
    'a=candidate:udp 1 tcp 7 10.0.0.1 4 typ host tcptype passive',
    'a=end-of-candidates',
    '',
  ]);
  expect(text.match(/a=candidate:.*\r\n/g)).toHaveLength(1);
});
