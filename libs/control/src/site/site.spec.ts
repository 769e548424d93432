import { expect, test } from '@jest/globals';
import type { MediaFile } from '#show';
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
  const clips = new Map<string, MediaFile>();
  const mediaFiles = {
    create: async (_folder: string, wish: { name: string; sizeBytes: number }) => {
      const file = { ...wish, id: `file_${wish.name}`, state: 'receiving' as const, receivedBytes: 0 };
      clips.set(file.id, file);
      return file;
    },
    addPart: async (_folder: string, id: string) => ({ ...clipOf(id), state: 'ready' as const }),
    find: (_folder: string, id: string) => clips.get(id),
    list: async () => [...clips.values()],
    playable: () => undefined,
    remove: async (_folder: string, id: string) => void clips.delete(id),
  };
  const clipOf = (id: string): MediaFile => {
    const file = clips.get(id);
    if (file === undefined) throw new Error('no such clip');
    return file;
  };
  return { kept, files, clips, clock, create: () => Site.create({ settings, images, mediaFiles, clock }) };
}

const PLAIN = {
  ...{ name: 'Proscenium', colour: null, logoUrl: null },
  ...{ font: 'sans', backgroundUrl: null, introId: null },
};

test('a site has our name until it has one of its own, which outlives a restart', async () => {
  const { create } = aSite();
  const first = await create();
  expect(first.style).toEqual(PLAIN);
  await first.change({ name: 'Studio 54', colour: '#AA00ff' });
  expect((await create()).style).toEqual({ ...PLAIN, name: 'Studio 54', colour: '#aa00ff' });
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

test('new shows begin with typeface, background and intro of the site', async () => {
  const { create, files } = aSite();
  const site = await create();
  expect(site.brandOfShows).toEqual({ font: 'sans', background: null, intro: null });
  await site.change({ font: 'round' });
  expect(await site.setBackground(new Uint8Array([7]))).toMatchObject({
    font: 'round',
    backgroundUrl: '/pictures/site/pic_7.png',
  });
  const { id } = await site.beginIntro({ name: 'a', sizeBytes: 3 });
  expect(await site.addIntroPart(id, 0, new Uint8Array(3))).toMatchObject({ state: 'ready' });
  expect((await create()).brandOfShows).toEqual({ font: 'round', background: 'pic_7.png', intro: id });
  await site.removeBackground();
  await site.removeIntro();
  expect(site.brandOfShows).toEqual({ font: 'round', background: null, intro: null });
  expect(site.intro).toBeNull();
  // Shows that began with it have it still.
  expect([...files]).toEqual(['pic_7.png']);
});

test('shows keep the files that they began with, until the site has had five more', async () => {
  const { create, files, clips } = aSite();
  const site = await create();
  for (let n = 0; n < 8; n += 1) {
    await site.setBackground(new Uint8Array([n]));
    await site.beginIntro({ name: String(n), sizeBytes: 1 });
  }
  expect([...files]).toEqual([2, 3, 4, 5, 6, 7].map((n) => `pic_${n}.png`));
  expect([...clips.keys()]).toEqual([2, 3, 4, 5, 6, 7].map((n) => `file_${n}`));
});

test('of two intros at once none is forgotten: its file would be there for good', async () => {
  const { create, clips } = aSite();
  const site = await create();
  await Promise.all(['a', 'b'].map((name) => site.beginIntro({ name, sizeBytes: 3 })));
  for (let n = 0; n < 6; n += 1) await site.beginIntro({ name: `later_${n}`, sizeBytes: 3 });
  expect([...clips.keys()]).toEqual([0, 1, 2, 3, 4, 5].map((n) => `file_later_${n}`));
});

test('of two logos at once one is deleted', async () => {
  const { create, files } = aSite();
  const site = await create();
  await Promise.all([1, 2].map((n) => site.setLogo(new Uint8Array([n]))));
  expect([...files]).toEqual(['pic_2.png']);
});

test('settings that cannot be read are none, and the next choice takes their place', async () => {
  const { create, kept } = aSite();
  kept.set('site.background', 'pic_1.png');
  kept.set('site.intro', '{"current":5}');
  kept.set('site.font', 'comic');
  const site = await create();
  expect(site.style).toEqual(PLAIN);
  expect(await site.setBackground(new Uint8Array([1]))).toMatchObject({
    backgroundUrl: '/pictures/site/pic_1.png',
  });
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
