import { expect, test } from '@jest/globals';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { Site } from './site.js';

function aSite() {
  const kept = new Map<string, string>();
  const files = new Set<string>();
  const clock = new ManualClock();
  const settings = {
    find: async (key: string) => kept.get(key),
    settle: async (key: string, value: string) => kept.get(key) ?? value,
    set: async (key: string, value: string) => void kept.set(key, value),
    remove: async (key: string) => void kept.delete(key),
  };
  const images = {
    add: async (_folder: string, bytes: Uint8Array) => {
      const id = `pic_${bytes[0]}.png`;
      files.add(id);
      return { id, contentType: 'image/png' as const, sizeBytes: 1, widthPx: 1, heightPx: 1 };
    },
    remove: async (_folder: string, id: string) => void files.delete(id),
  };
  return { kept, files, clock, create: () => Site.create({ settings, images, clock }) };
}

test('a site has our name until it has one of its own, which outlives a restart', async () => {
  const { create } = aSite();
  const first = await create();
  expect(first.style).toEqual({ name: 'Proscenium', colour: null, logoUrl: null });
  await first.change({ name: 'Studio 54', colour: '#AA00ff' });
  expect((await create()).style).toEqual({ name: 'Studio 54', colour: '#aa00ff', logoUrl: null });
  expect(await first.change({ name: null })).toMatchObject({ name: 'Proscenium', colour: '#aa00ff' });
});

test('a new logo takes the place of the old one, whose file is deleted', async () => {
  const { create, files } = aSite();
  const site = await create();
  expect(await site.setLogo(new Uint8Array([1]))).toMatchObject({ logoUrl: '/pictures/site/pic_1.png' });
  expect(await site.setLogo(new Uint8Array([2]))).toMatchObject({ logoUrl: '/pictures/site/pic_2.png' });
  expect([...files]).toEqual(['pic_2.png']);
  expect(await site.removeLogo()).toMatchObject({ logoUrl: null });
  expect([...files]).toEqual([]);
});

test('what another node changed is read again after a few seconds', async () => {
  const { create, clock } = aSite();
  const [here, there] = [await create(), await create()];
  await there.change({ name: 'Elsewhere' });
  expect(here.style.name).toBe('Proscenium');
  clock.advance(5_000);
  expect(here.style.name).toBe('Proscenium');
  await new Promise(setImmediate);
  expect(here.style.name).toBe('Elsewhere');
});
