// Real here: the whole server, Firefox as the host's page, Chromium as a guest's and a viewer's. What hosts do, by the buttons.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FirefoxPage, FirefoxUnderTest } from '../../support/engines/firefox.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { type VideoReading, watchVideo } from '../../support/meters/page-meters.js';
import { boardHasInk, INKED } from '../../support/web/board-ink.js';
import { allowDirect, cutDirect, keepPeers } from '../../support/web/direct-peers.js';
import { drawSlide, slideIn } from '../../support/web/draw-slide.js';
import { pdfOf } from '../../support/web/pdf-of.js';
import { type Manner, SIZES, type SiteVisitor } from '../../support/web/site-visitor.js';
import { KOREAN_DESKTOP, LIGHT_DESKTOP } from '../../support/web/story-manners.js';
import { storySite } from '../../support/web/story-site.js';
import { type Key, wordsIn } from '../../support/web/words-in.js';

const SEEN_WITHIN_MS = 45_000;
const LIVE_WITHIN_MS = 90_000;
/** Within the large place, where the slides have nothing but their ground. */
const LARGE_PLACE = [{ x: 0.2, y: 0.3, width: 0.3, height: 0.3 }];
const GUEST = 'Jonas';
const COMMENT = 'Hello from the hall';

export function hostByFirefox(manner: Manner): void {
  const folder = temporaryFolder();
  let firefox: FirefoxUnderTest;
  let host: FirefoxPage;
  let guest: SiteVisitor;
  let viewer: SiteVisitor;
  afterAll(async () => {
    await host?.page.screenshot({ path: `tests/out/firefox-host-${manner.size}.png` });
    for (const [name, visitor] of Object.entries({ guest, viewer }))
      await visitor?.page.screenshot({ path: `tests/out/firefox-host-${manner.size}-${name}.png` });
    await firefox?.close();
    await Promise.all([guest?.close(), viewer?.close()]);
    folder.remove();
  }, 60_000);
  const site = storySite(`firefox-host-${manner.size}`);
  const said = (key: Key, values?: Record<string, string>) => wordsIn(manner.language, key, values);
  const tab = (id: string) => host.pressIn(`[role="tab"][id$="-trigger-${id}"]`);
  const ofGuest = (button: string) => `.person[aria-label="${GUEST}"] [aria-label="${button}"]`;
  const routeIs = (route: 'direct' | 'server') =>
    Promise.all([
      host.sees(`.call [data-route="${route}"]`),
      guest.page.locator(`.call [data-route="${route}"]`).waitFor({ timeout: SEEN_WITHIN_MS }),
    ]);

  beforeAll(async () => {
    const { language, theme, size } = manner;
    const phone = size === 'phone' ? { viewport: SIZES.phone.viewport } : {};
    firefox = await FirefoxUnderTest.launch({ language, theme, ...phone });
    await firefox.signIn(site().ownerState.cookies);
    host = await firefox.open(`${site().url}/studio/${site().showId}`, keepPeers);
    guest = await site().host(KOREAN_DESKTOP, { camera: { person: 'jonas' } });
    await guest.page.addInitScript(keepPeers);
    viewer = await site().host(LIGHT_DESKTOP);
  }, 120_000);

  test('rehearses before the show; a guest comes backstage and is added; both are seen', async () => {
    await host.press(said('studio.enter'));
    await host.seesVideo('.canvas video');
    await host.press(said('studio.share'));
    await host.press(said('links.make'));
    await host.sees('[role="dialog"] input[value*="/join/"]');
    await guest.page.goto(await host.valueOf('[role="dialog"] input[value*="/join/"]'));
    await host.page.keyboard.press('Escape');
    await guest.field('common.name').fill(GUEST);
    await guest.page.locator('form [type="submit"]').click();
    await guest.button('studio.enter').click();
    await guest.seesText('studio.backstage.you');
    await host.press(said('studio.person.on.name', { name: GUEST }));
    await host.seesVideo(`.canvas-tile[aria-label*="${GUEST}"] video`);
    await host.press(said('studio.go-live'));
    await viewer.page.goto(`${site().url}/watch/${site().showId}`);
    await host.seesButton(said('studio.end'));
    await viewer.page.locator('.player video').waitFor({ timeout: LIVE_WITHIN_MS });
    await viewer.seesVideo('.player video');
  }, 240_000);

  test('a comment on screen, slides, scenes, and a take', async () => {
    await viewer.field('common.name').fill('Grace');
    await viewer.button('watch.chat.join').click();
    await viewer.field('watch.chat.placeholder').fill(COMMENT);
    await viewer.button('watch.chat.send').click();
    await tab('chat');
    await host.pressIn(`[aria-label="${said('watch.chat.more', { name: 'Grace' })}"]`);
    await host.press(said('studio.comment.show'));
    await host.sees('.canvas-title');
    await host.press(said('studio.comment.hide'));

    const path = join(folder.path, 'Night trains.pdf');
    writeFileSync(
      path,
      pdfOf([drawSlide('title', 'Night trains', ''), drawSlide('chart', 'Passengers', '')]),
    );
    const watched = await watchVideo(viewer.page, '.player video', { tiles: LARGE_PLACE, everyFrames: 3 });
    const slideOf = ({ tiles: [tile] }: VideoReading) => slideIn(tile?.ground);
    const sees = (slide: ReturnType<typeof slideIn>) => {
      const before = watched.readings.all.length;
      return watched.readings.until(slide, SEEN_WITHIN_MS, (all) =>
        all.slice(before).find((reading) => slideOf(reading) === slide),
      );
    };
    await tab('media');
    await host.giveFile(`input[aria-label="${said('studio.media.add')}"]`, path);
    await host.press(said('studio.media.show.name', { name: 'Night trains' }));
    await sees('title');
    await host.page.keyboard.press('PageDown');
    await host.seesText(said('studio.media.page', { page: '2', count: '2' }));
    await sees('chart');

    await tab('scenes');
    const save = async (name: string) => {
      await host.fillIn('.scene-new input', name);
      await host.press(said('studio.scenes.save'));
      await host.seesButton(said('studio.scenes.show', { name }));
    };
    await save('Slides');
    await host.press(said('studio.media.hide'));
    await sees('neither');
    await save('Talk');
    await host.press(said('studio.scenes.show', { name: 'Slides' }));
    await sees('chart');
    await host.pressIn('.tab-panel[data-state="active"] .switch');
    await host.press(said('studio.scenes.show', { name: 'Talk' }));
    await host.sees('.canvas-two');
    const from = watched.readings.all.length;
    await watched.readings.until('a second of the programme', SEEN_WITHIN_MS, (all) => all[from + 8]);
    expect(watched.readings.all.slice(from).map(slideOf)).toEqual(Array(9).fill('chart'));
    await host.press(said('studio.take'));
    await sees('neither');
    await watched.stop();
    await host.pressIn('.tab-panel[data-state="active"] .switch');
  }, 240_000);

  test('a whiteboard on which the guest draws too', async () => {
    await host.press(said('studio.board.open'));
    await host.sees('.board-hands');
    await host.drag(
      '.board-hands',
      [0.1, 0.3, 0.5, 0.7, 0.9].map((x) => [x, 0.3] as const),
    );
    await guest.button('studio.board.open.active').click();
    await guest.page.waitForFunction(boardHasInk, { at: [0.3], inked: INKED });
    await guest.button('studio.board.colour.blue').click();
    const board = await guest.page.locator('.board-hands').boundingBox();
    if (!board) throw new Error('no board');
    await guest.page.mouse.move(board.x + board.width * 0.2, board.y + board.height * 0.7);
    await guest.page.mouse.down();
    await guest.page.mouse.move(board.x + board.width * 0.8, board.y + board.height * 0.7, { steps: 4 });
    await guest.page.mouse.up();
    await waitFor('both lines', SEEN_WITHIN_MS, () =>
      host.page.evaluate(boardHasInk, { at: [0.3, 0.7], inked: INKED }),
    );
    await host.page.keyboard.press('Escape');
    await guest.page.keyboard.press('Escape');
  }, 120_000);

  test('a private call goes from Firefox to Chromium, over the server when cut, and back', async () => {
    await host.pressIn(ofGuest(said('studio.tile.menu', { name: GUEST })));
    await host.press(said('studio.call'));
    await guest.button('studio.call.accept').click();
    await routeIs('direct');
    await Promise.all([host.page.evaluate(cutDirect), guest.page.evaluate(cutDirect)]);
    await routeIs('server');
    await Promise.all([host.page.evaluate(allowDirect), guest.page.evaluate(allowDirect)]);
    await routeIs('direct');
    await host.press(said('studio.call.hang-up'));
    await guest.button('studio.call.back').click();
  }, 180_000);

  test('ends the show, and finds what remains of it', async () => {
    await host.press(said('studio.end'));
    await host.seesText(said('studio.end.kept.replay'));
    await host.pressIn('[role="alertdialog"] .button-live');
    await viewer.seesText('watch.ended.title');
    await guest.seesText('studio.ended.guest');
    await host.press(said('studio.ended.page'));
    await host.seesText(said('owner.recordings'));
    await host.seesText(COMMENT);
    expect([...host.complaints, ...guest.complaints, ...viewer.complaints]).toEqual([]);
  }, 120_000);
}
