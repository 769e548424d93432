import { expect, test } from '@jest/globals';
import { getSupportedRtpCapabilities } from 'mediasoup';
import { capabilitiesForPages } from './codecs.js';

/** The wire refuses what it does not know, so a new extension of mediasoup must be added there or kept from pages. */
test('pages are offered the header extensions of the installed mediasoup that the wire knows', () => {
  const supported = getSupportedRtpCapabilities();
  const { headerExtensions } = capabilitiesForPages({ headerExtensions: supported.headerExtensions ?? [] });
  const uris = [...new Set(headerExtensions.map(({ uri }) => uri))].sort();
  expect(uris).toEqual([
    'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
    'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time',
    'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
    'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
    'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
    'urn:ietf:params:rtp-hdrext:sdes:mid',
    'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
    'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
    'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
    'urn:ietf:params:rtp-hdrext:toffset',
  ]);
});
