import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../tests/support/kernel/temporary-folder.js';
// @ts-expect-error the bootstrap is plain JavaScript: it runs before anything is installed
import { bundleSources, bundlesOf } from './bundles.mjs';

const worker = join(import.meta.dirname, '..', '..', 'node_modules', 'mediasoup', 'worker');
const BUILD_FILES = ['meson.build', join('deps', 'libwebrtc', 'meson.build')];

const sourcesIn = (text: string) =>
  [...text.matchAll(/^\s*'([^']+\.(?:cpp|cc))',?$/gm)].map(([, file]) => file);

test('each source of the installed mediasoup is compiled once, bundled or by itself', async () => {
  const folder = temporaryFolder();
  try {
    for (const file of BUILD_FILES) {
      mkdirSync(join(folder.path, dirname(file)), { recursive: true });
      cpSync(join(worker, file), join(folder.path, file));
    }
    await bundleSources(folder.path);
    for (const file of BUILD_FILES) {
      const before = sourcesIn(readFileSync(join(worker, file), 'utf8'));
      const listed = sourcesIn(readFileSync(join(folder.path, file), 'utf8'));
      const home = join(folder.path, dirname(file));
      const within = readdirSync(home)
        .filter((name) => name.startsWith('bundle-'))
        .flatMap((name) => [...readFileSync(join(home, name), 'utf8').matchAll(/#include "(.+)"/g)])
        .map(([, path]) => path);
      const alone = listed.filter((path) => !path?.startsWith('bundle-'));
      expect([...within, ...alone].sort()).toEqual(before.sort());
      expect(listed.length).toBeLessThan(before.length);
    }
  } finally {
    folder.remove();
  }
});

test('files are shared out in their order, none left over', () => {
  const bundles: { name: string; text: string }[] = bundlesOf(['a.cc', 'b.cc', 'c.cc', 'd.cc', 'e.cc'], 2);
  expect(bundles.map(({ name }) => name)).toEqual(['bundle-0.cc', 'bundle-1.cc']);
  expect(bundles.map(({ text }) => text.split('#include').length - 1)).toEqual([3, 2]);
});
