import { expect, test } from '@jest/globals';
import { contentSecurityPolicy } from './security-headers.js';

const directive = (policy: string, name: string): string | undefined =>
  policy.split('; ').find((each) => each.startsWith(`${name} `));

test('players may be steered to each edge, by hls.js and by the platform', () => {
  const policy = contentSecurityPolicy("'none'", ['edge-2.example.org', '192.0.2.7']);
  expect(directive(policy, 'connect-src')).toBe(
    "connect-src 'self' ws: wss: edge-2.example.org:* 192.0.2.7:*",
  );
  expect(directive(policy, 'media-src')).toBe("media-src 'self' blob: edge-2.example.org:* 192.0.2.7:*");
  expect(directive(policy, 'script-src')).toBe("script-src 'self' 'wasm-unsafe-eval'");
});

test('without edges no other host is allowed', () => {
  const policy = contentSecurityPolicy("'none'", []);
  expect(policy).not.toContain(':*');
  expect(directive(policy, 'frame-ancestors')).toBe("frame-ancestors 'none'");
});
