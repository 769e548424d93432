// Real here: the whole server, two Chromium pages, a guest whose camera films the clock.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { guestLink } from '../../support/web/guest-link.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { DESKTOP } from '../../support/web/story-manners.js';
import { VisitedSite } from '../../support/web/visited-site.js';

/** A conversation bears this much between what is said and what is seen of it. */
const BEHIND_STAGE_MS = 150;
/** Congestion control climbs to the top layer in the first seconds; they are not judged. */
const SETTLE_FRAMES = 60;
const FRAMES = 150;
const READ_WITHIN_MS = 60_000;
/** What is prepared is drawn by the page itself: in the frame after the key, or the next where that was drawn already. */
const PREVIEW_FRAMES = 2;
/** What is taken goes to the server and returns. */
const TAKEN_WITHIN_MS = 150;
const TIMES = 10;

let site: VisitedSite;
beforeAll(async () => {
  site = await VisitedSite.open(STORY_PROGRAMME);
}, 120_000);
afterAll(() => site?.close());

async function hostAndGuest(): Promise<SiteVisitor> {
  const host = await site.arrive(DESKTOP, { state: site.ownerState });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.seesVideo('.canvas video');
  const guest = await site.arrive(DESKTOP, { camera: 'clock' });
  await guest.page.goto(await guestLink(host));
  await guest.field('common.name').fill('Jonas');
  await guest.page.locator('form [type="submit"]').click();
  await guest.button('studio.enter').click();
  await host.page
    .getByRole('button', { name: host.words('studio.person.on.name', { name: 'Jonas' }) })
    .click();
  await host.seesVideo('.canvas video[aria-label="Jonas"]');
  return host;
}

async function behindOf(host: SiteVisitor, selector: string): Promise<number> {
  const { readings, stop } = await watchVideo(host.page, selector);
  const judged = await readings.until('frames', READ_WITHIN_MS, (all) =>
    all.length < SETTLE_FRAMES + FRAMES ? undefined : all.slice(SETTLE_FRAMES),
  );
  await stop();
  return median(latenciesMs(judged));
}

interface Pressed {
  tookMs: number;
  frames: number;
}

/** From a key until people stand elsewhere on the canvas of this name: how long, and how many frames were drawn. */
const pressed = (host: SiteVisitor, key: string, canvas: string): Promise<Pressed> =>
  host.page.evaluate(
    ({ pressedKey, name }) => {
      const page = globalThis as never as {
        document: {
          body: { dispatchEvent(event: unknown): void };
          querySelectorAll(selector: string): Iterable<{ getAttribute(name: string): string | null }>;
        };
        KeyboardEvent: new (type: string, options: object) => unknown;
        requestAnimationFrame(draw: () => void): void;
      };
      const places = () =>
        [...page.document.querySelectorAll(`.canvas[aria-label="${name}"] .canvas-tile`)]
          .map((tile) => tile.getAttribute('style'))
          .join();
      const before = places();
      const beganMs = performance.now();
      return new Promise<Pressed>((resolve) => {
        let frames = 0;
        const look = () => {
          frames += 1;
          if (places() !== before) return resolve({ tookMs: performance.now() - beganMs, frames });
          page.requestAnimationFrame(look);
        };
        page.requestAnimationFrame(look);
        page.document.body.dispatchEvent(
          new page.KeyboardEvent('keydown', { key: pressedKey, bubbles: true }),
        );
      });
    },
    { pressedKey: key, name: canvas },
  );

async function saveScene(host: SiteVisitor, name: string): Promise<void> {
  await host.field('studio.scenes.new').fill(name);
  await host.button('studio.scenes.save').click();
  await host.page.getByRole('button', { name: host.words('studio.scenes.show', { name }) }).waitFor();
}

test('the canvas shows the programme as late as the stage itself; a scene is prepared and taken at once', async () => {
  const host = await hostAndGuest();
  const onCanvas = await behindOf(host, '.canvas video[aria-label="Jonas"]');
  const onStage = await behindOf(host, '.person[aria-label="Jonas"] video');
  console.log('guest, behind the camera:', { onCanvas, onStage });
  expect(onCanvas - onStage).toBeLessThan(BEHIND_STAGE_MS);

  await host.tab('studio.scenes').click();
  await saveScene(host, 'As they come');
  await host.button('studio.layout.spotlight').click();
  await saveScene(host, 'One large');
  await host.page.getByRole('switch', { name: host.words('studio.preview-first') }).click();
  const prepared: Pressed[] = [];
  const taken: Pressed[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    prepared.push(await pressed(host, time % 2 === 0 ? '1' : '2', host.words('studio.preview.canvas')));
    taken.push(await pressed(host, 't', host.words('studio.programme')));
  }
  const figures = {
    preparedFrames: median(prepared.map(({ frames }) => frames)),
    preparedMs: median(prepared.map(({ tookMs }) => tookMs)),
    takenMs: median(taken.map(({ tookMs }) => tookMs)),
  };
  console.log('scene:', figures);
  expect(figures.preparedFrames).toBeLessThanOrEqual(PREVIEW_FRAMES);
  expect(figures.takenMs).toBeLessThan(TAKEN_WITHIN_MS);
}, 240_000);
