import { TestBrowser } from '../../support/engines/chromium.js';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import type { Bench } from '../scenario.js';
import { PLAYER_SELECTOR, playWithHlsJs } from './hls-page.js';

const READY_WITHIN_MS = 20_000;

/** From the moment a frame is drawn to the moment hls.js shows it, in a browser of its own. */
export async function hlsJsLatenciesMs(
  bench: Bench,
  url: string,
  config: Record<string, unknown> = {},
): Promise<number[]> {
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const page = await browser.newPage();
  await playWithHlsJs(page, url, config);
  const meter = await watchVideo(page, PLAYER_SELECTOR);
  const frames = bench.mode === 'quick' ? 150 : 600;
  const found = await meter.readings.until('frames', READY_WITHIN_MS + frames * 100, (all) =>
    all.length >= frames ? latenciesMs(all) : undefined,
  );
  await browser.close();
  return found;
}
