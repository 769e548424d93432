import { expect, test } from '@jest/globals';
import { showOf } from './show-of.js';

test.each([
  ['/api/v1/shows/show_1', 'show_1'],
  ['/api/v1/shows/show_1/bans?limit=2', 'show_1'],
  ['/whep/show_1', 'show_1'],
  ['/whep/t/tok.en/show_1', 'show_1'],
  ['/whep/t/tok.en/show_1/whep_2', 'show_1'],
  ['/signal/?show=show_1&EIO=4&transport=websocket', 'show_1'],
  ['/signal/?EIO=4&transport=polling&show=show_1', 'show_1'],
  ['/whip/input_1?show=show_1', 'show_1'],
  ['/whip/input_1/whip_2?show=show_1', 'show_1'],
  ['/whip/input_1', undefined],
  ['/api/v1/shows', undefined],
  ['/api/v1/shows?limit=1', undefined],
  ['/signal/?EIO=4', undefined],
  ['/watch/show_1', undefined],
  ['/api/v1/shows/..%2fx', undefined],
])('%s is of %s', (url, showId) => {
  expect(showOf(url)).toBe(showId);
});
