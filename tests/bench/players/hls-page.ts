import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

const hlsFolder = dirname(createRequire(import.meta.url).resolve('hls.js'));

interface PlayerPage {
  play(url: string, config: Record<string, unknown>): void;
  readonly errors: { details: string; fatal: boolean }[];
}
declare const player: PlayerPage;

const PAGE = `<video id="player" muted autoplay playsinline></video>
<script src="/hls.js"></script>
<script>
globalThis.player = {
  errors: [],
  play(url, config) {
    const hls = new Hls(config);
    hls.on(Hls.Events.ERROR, (_, { details, fatal }) => this.errors.push({ details, fatal }));
    hls.loadSource(url);
    hls.attachMedia(document.querySelector('#player'));
  },
};
</script>`;

export const PLAYER_SELECTOR = '#player';

/** hls.js as anybody would use it, with the settings given and nothing of ours. */
export async function playWithHlsJs(
  page: Page,
  url: string,
  config: Record<string, unknown> = {},
): Promise<void> {
  const script = await readFile(join(hlsFolder, 'hls.min.js'), 'utf8');
  await page.route('http://localhost/**', (route) =>
    route.request().url().endsWith('/hls.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: PAGE }),
  );
  await page.goto('http://localhost/');
  await page.evaluate(([from, settings]) => player.play(from, settings), [url, config] as const);
}

export function playerErrors(page: Page): Promise<{ details: string; fatal: boolean }[]> {
  return page.evaluate(() => player.errors);
}
