import type { Page } from 'playwright-core';
import { BEAT_MS } from '../engines/chromium.js';
import { lipSyncOffsetsMs } from '../meters/judge-lip-sync.js';
import { watchAudio, watchVideo } from '../meters/page-meters.js';
import { OTHERS_CAMERA, OTHERS_VOICE } from './stage-browser.js';

const READY_WITHIN_MS = 30_000;

/**
 * How much later than the video a page hears the one other person, a value a beep. A browser moves video towards audio by a
 * few milliseconds a second, from the first reports of both on: `settling` beeps are not judged.
 */
export async function lipSyncOfOther(
  page: Page,
  { settling, beeps }: { settling: number; beeps: number },
): Promise<number[]> {
  for (const selector of [OTHERS_CAMERA, OTHERS_VOICE])
    await page.waitForSelector(selector, { state: 'attached' });
  const seen = await watchVideo(page, OTHERS_CAMERA);
  const heard = await watchAudio(page, OTHERS_VOICE);
  const withinMs = (settling + beeps) * BEAT_MS + READY_WITHIN_MS;
  const audio = await heard.readings.until('beeps', withinMs, (all) =>
    all.flatMap(({ beepsWallMs }) => beepsWallMs).length >= settling + beeps ? all : undefined,
  );
  await Promise.all([seen.stop(), heard.stop()]);
  return lipSyncOffsetsMs(seen.readings.all, audio, BEAT_MS).slice(-beeps);
}
