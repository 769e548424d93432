import { expect, test } from '@jest/globals';
import { parseMultivariantPlaylist, printMultivariantPlaylist } from '#media';
import { steeringManifest, withSteering } from './steering.js';

const edges = [
  { id: 'edge-a', host: 'a.example' },
  { id: 'edge-b', host: 'b.example' },
];

test('stay where you are, then the edges in their order, as clones that keep path and token', () => {
  expect(steeringManifest({ edges, ttlSeconds: 10 })).toEqual({
    VERSION: 1,
    TTL: 10,
    'PATHWAY-PRIORITY': ['here', 'edge-a', 'edge-b'],
    'PATHWAY-CLONES': [
      { 'BASE-ID': 'here', ID: 'edge-a', 'URI-REPLACEMENT': { HOST: 'a.example' } },
      { 'BASE-ID': 'here', ID: 'edge-b', 'URI-REPLACEMENT': { HOST: 'b.example' } },
    ],
  });
});

test('the edge that answers is not named again as another one', () => {
  const asked = (host: string) => JSON.stringify(steeringManifest({ edges, ttlSeconds: 10 }, host));
  for (const host of ['a.example', 'a.example:8443']) {
    expect(asked(host)).not.toContain('edge-a');
    expect(asked(host)).toContain('edge-b');
  }
  expect(asked('c.example')).toContain('edge-a');
});

test('a multivariant playlist names the manifest beside it, and every variant its pathway', () => {
  const variant = { uri: 'v.m3u8', peakBitrate: 2, averageBitrate: 1, codecs: ['avc1.42c01f'] };
  const text = printMultivariantPlaylist(withSteering({ audio: [], variants: [variant] }));
  expect(parseMultivariantPlaylist(text).steering).toEqual({ serverUri: 'steering.json', pathwayId: 'here' });
  expect(text).toMatch(/#EXT-X-STREAM-INF:.*PATHWAY-ID="here"\nv\.m3u8/);
});
