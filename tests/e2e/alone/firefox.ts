// Real here: the default server, Chromium as the host, Firefox as a viewer who talks and comes on stage.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type FirefoxPage, FirefoxUnderTest } from '../../support/engines/firefox.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { VisitedSite } from '../../support/web/visited-site.js';

const MANNER = { language: 'en', size: 'desktop', theme: 'dark' } as const;

let site: VisitedSite;
let firefox: FirefoxUnderTest;
let guest: FirefoxPage | undefined;

beforeAll(async () => {
  site = await VisitedSite.open(STORY_PROGRAMME);
  firefox = await FirefoxUnderTest.launch();
}, 120_000);
/** What the page showed last: the first thing to read when the story fails. */
afterEach(() => guest?.page.screenshot({ path: 'tests/out/firefox.png' }));
afterAll(async () => {
  await firefox?.close();
  await site?.close();
}, 60_000);

/** The strict form wants each media path to open at the first try: on a busy machine one may be made again. */
export function comeByFirefox({ isStrict }: { isStrict: boolean }): void {
  test('Firefox on the same machine watches, talks, comes on stage and goes back', async () => {
    const host = await site.arrive(MANNER, { state: site.ownerState });
    await host.page.goto(`${site.url}/studio/${site.showId}`);
    await host.button('studio.enter').click();
    await host.seesVideo('.tile video');
    await host.button('studio.go-live').click();
    await host.button('studio.end').waitFor();

    guest = await firefox.open(`${site.url}/watch/${site.showId}`);
    await guest.seesVideo('.player video');
    await guest.press('Raise hand');
    await guest.fillIn('[role="dialog"] input', 'Hedy');
    await guest.pressIn('[role="dialog"] button[type="submit"]');
    await guest.seesButton('Lower hand');

    await guest.fillIn('.chat-field input, .chat-field textarea', 'Hello from Firefox');
    await guest.press('Send');
    await host.tab('watch.chat').click();
    await host.page.getByText('Hello from Firefox').waitFor();

    await host.button('studio.hands.invite').click();
    await guest.press('Get ready');
    await guest.seesVideo('.device-preview video');
    await guest.press('I am ready');
    await guest.seesText('You are in the green room');
    await host.button('studio.person.on').click();

    // Both ways: the host's video at the guest, the guest's at the host.
    await guest.seesButton('Leave the stage');
    await host.seesVideo('.tile[aria-label*="Hedy"] video');
    await guest.seesVideo('.tile:not([aria-label*="Hedy"]) video');

    await guest.press('Leave the stage');
    await guest.pressIn('[role="alertdialog"] .button-live');
    await guest.seesVideo('.player video');
    expect([...guest.complaints, ...host.complaints]).toEqual([]);
    const metrics = await (await fetch(`${site.url}/metrics`)).text();
    expect(metrics).toMatch(/proscenium_media_paths_total\{outcome="opened"\} [1-9]/);
    if (isStrict) expect(metrics).toMatch(/proscenium_media_paths_total\{outcome="failed"\} 0/);
  }, 180_000);
}
