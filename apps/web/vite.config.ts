import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
const repository = join(root, '..', '..');
const hlsSources = join(repository, 'node_modules/hls.js/src');
const outDir = join(repository, 'dist', 'web');

/** A script of this size holds a model; the best compression takes it ten seconds for a few bytes. */
const LARGE_BYTES = 1_000_000;
const brotliOptions = (bytes: Buffer) =>
  bytes.length < LARGE_BYTES ? {} : { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Each asset also as .br and .gz, so that the server compresses nothing during a request. */
function precompressed(): Plugin {
  const compress = { br: promisify(brotliCompress), gz: promisify(gzip) };
  return {
    name: 'precompressed',
    apply: 'build',
    async closeBundle() {
      const names = await readdir(outDir, { recursive: true });
      for (const name of names.filter((each) => /\.(js|css|svg|html|webmanifest)$/.test(each))) {
        const bytes = await readFile(join(outDir, name));
        await writeFile(join(outDir, `${name}.br`), await compress.br(bytes, brotliOptions(bytes)));
        await writeFile(join(outDir, `${name}.gz`), await compress.gz(bytes, { level: 9 }));
      }
    },
  };
}

/** hls.js from its sources, without what our playlists never carry: half of its weight. */
const hlsFeatures = {
  __VERSION__: JSON.stringify('1.7.4'),
  __USE_ALT_AUDIO__: 'true',
  __USE_SUBTITLES__: 'true',
  __USE_CONTENT_STEERING__: 'true',
  __USE_EME_DRM__: 'false',
  __USE_CMCD__: 'false',
  __USE_VARIABLE_SUBSTITUTION__: 'false',
  __USE_M2TS_ADVANCED_CODECS__: 'false',
  __USE_MEDIA_CAPABILITIES__: 'false',
  __USE_INTERSTITIALS__: 'false',
  __USE_IFRAMES__: 'false',
  __IN_WORKER__: 'false',
  __HLS_WORKER_BUNDLE__: 'undefined',
};

/** Tracks of cues begin with an empty file, which our content security policy takes from us alone. */
const ownEmptyTracks = () => ({
  name: 'own-empty-tracks',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    id.endsWith('/hls.js/src/utils/texttrack-utils.ts')
      ? code.replace(
          /'data:,WEBVTT'/,
          "URL.createObjectURL(new Blob(['WEBVTT\\n\\n'], { type: 'text/vtt' }))",
        )
      : undefined,
});

/** The sheet that puts the layers in order stands before those of pages: the first mention of a layer decides its place. */
const layersFirst = () => ({
  name: 'layers-first',
  transformIndexHtml: {
    order: 'post' as const,
    handler: (html: string) => {
      const sheets = html.match(/<link rel="stylesheet"[^>]*>/g) ?? [];
      const [first, ...others] = sheets.toSorted(
        (one, other) => Number(other.includes('/index-')) - Number(one.includes('/index-')),
      );
      if (first === undefined) return html;
      const without = others.reduce((rest, sheet) => rest.replace(sheet, ''), html);
      return without.replace(first, [first, ...others].join('\n    '));
    },
  },
});

const server = process.env.PROSCENIUM_DEV_SERVER ?? 'http://127.0.0.1:3000';
const proxied = { target: server, changeOrigin: false, ws: true };

export default defineConfig({
  root,
  plugins: [react(), layersFirst(), precompressed(), ownEmptyTracks()],
  define: hlsFeatures,
  resolve: {
    conditions: ['source', 'module', 'browser', 'import', 'default'],
    alias: [
      {
        find: /^(@svta\/cml-(utils|id3)|eventemitter3|url-toolkit|\.\.\/utils\/imsc1-ttml-parser)$/,
        replacement: join(root, 'hls/foundations.ts'),
      },
      {
        find: /^\.\/controller\/cmcd-controller$|^\.\.\/utils\/cea-608-parser$/,
        replacement: join(hlsSources, 'empty-es.js'),
      },
      {
        // Cues of spans and texts are for pages of others: ours has them from the server, at its playhead.
        find: /^\.\/controller\/id3-track-controller$/,
        replacement: join(root, 'hls/absent-controller.ts'),
      },
      {
        find: /^(\.\.\/demux\/tsdemuxer|\.\/audio\/(aac|mp3)demuxer)$/,
        replacement: join(root, 'hls/absent-demuxer.ts'),
      },
      { find: /^\.\/utils\/fetch-loader$/, replacement: join(root, 'hls/absent-fetch-loader.ts') },
      { find: /^hls\.js$/, replacement: join(hlsSources, 'hls.ts') },
      // The primitives lock scrolling with a <style> element, which our content security policy refuses.
      { find: /^react-remove-scroll$/, replacement: join(root, 'src/ui/scroll-lock.tsx') },
    ],
  },
  build: {
    outDir,
    manifest: true,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: join(root, 'index.html') },
      output: {
        // The watch page in one file, and with it what all pages begin with: thirty small files cost a viewer more than their bytes.
        codeSplitting: { groups: [{ name: 'base', test: /apps\/web\/src\/watch\/watch-page\.tsx$/ }] },
      },
      // The contract's schemas are for the server: pages take the constants and leave them behind.
      treeshake: { moduleSideEffects: (id) => !/libs\/(protocol|client)\//.test(id) },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': proxied,
      '/signal': proxied,
      '/live': proxied,
      '/oembed': proxied,
    },
  },
});
