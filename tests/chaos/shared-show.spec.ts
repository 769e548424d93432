import { expect, test } from '@jest/globals';
import { loadFaults } from './load-faults.js';
import { inOrder, shareKey } from './shared-show.js';

test('a fault that needs a server of its own shares none, and those that share stand together', async () => {
  const faults = inOrder(await loadFaults([]));
  const keys = faults.map(shareKey);
  const alone = faults.filter((_, index) => keys[index]?.startsWith('alone')).map(({ name }) => name);
  expect(alone).toEqual(expect.arrayContaining(['server-killed', 'disk-full', 'edge-nginx-killed']));
  expect(alone).not.toContain('decoder-killed');
  const begins = keys.filter((key, index) => key !== keys[index - 1]);
  expect(begins.length).toBe(new Set(keys).size);
});
