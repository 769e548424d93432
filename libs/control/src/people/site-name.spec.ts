import { expect, test } from '@jest/globals';
import type { SettingsStore } from '#show';
import { SiteName } from './site-name.js';

const store = (): SettingsStore => {
  const kept = new Map<string, string>();
  return {
    find: async (key) => kept.get(key),
    settle: async (key, value) => kept.get(key) ?? value,
    set: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
  };
};

test('a site has our name until it has one of its own, which outlives a restart', async () => {
  const settings = store();
  const first = await SiteName.create(settings);
  expect(first.current).toBe('Proscenium');
  await first.set('Studio 54');
  expect(first.current).toBe('Studio 54');
  expect((await SiteName.create(settings)).current).toBe('Studio 54');
});
