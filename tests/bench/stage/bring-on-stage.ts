import { systemClock } from '#kernel';
import type { CameraOptions, TestBrowser } from '../../support/engines/chromium.js';
import { cameraOf, StageBrowserPage } from '../../support/stage/stage-browser.js';

/**
 * Nobody is brought on in the second in which they became ready: browsers leave out key frames just after one. No
 * signal tells that it is over, and the time is part of what is measured.
 */
const IN_GREEN_ROOM_MS = 1_000;

export interface BroughtOn {
  personId: string;
  page: StageBrowserPage;
  handToReadyMs: number;
  /** When "bring on stage" was requested. */
  clickedWallMs: number;
}

/** A raised hand, the green room, and onto the stage. */
export async function bringOnStage(
  browser: TestBrowser,
  url: string,
  host: StageBrowserPage,
  personId: string,
  camera: CameraOptions = {},
): Promise<BroughtOn> {
  const page = await StageBrowserPage.open(browser, url, personId, camera);
  await page.join('viewer');
  const raisedWallMs = await page.askedAt('promotion.raise-hand', {});
  const { promotionId } = (await host.ask('promotion.invite', { personId })) as { promotionId: string };
  await page.ask('promotion.accept', { promotionId });
  await page.enter();
  await page.ask('promotion.ready', { promotionId });
  await host.page.waitForSelector(cameraOf(personId), { state: 'attached' });
  const handToReadyMs = (await page.now()) - raisedWallMs;
  await systemClock.sleep(IN_GREEN_ROOM_MS);
  const clickedWallMs = await host.askedAt('promotion.bring-on', { promotionId });
  return { personId, page, handToReadyMs, clickedWallMs };
}
