// Real here: the whole server, a host's studio and a viewer's page. What the rules hold back is reviewed in the studio.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { STORY_PROGRAMME } from '../support/server/small-programme.js';
import { accessibilityFaults, takeScreenshot } from '../support/web/page-appearance.js';
import type { Manner, SiteVisitor } from '../support/web/site-visitor.js';
import { VisitedSite } from '../support/web/visited-site.js';

const MANNERS: Manner[] = [
  { language: 'en', size: 'desktop', theme: 'dark' },
  { language: 'ko', size: 'phone', theme: 'light' },
];

let site: VisitedSite;

beforeAll(async () => {
  site = await VisitedSite.open(STORY_PROGRAMME);
}, 120_000);
afterAll(() => site?.close());
afterEach(() => site?.sendHome());

async function look({ page, manner }: SiteVisitor, name: string): Promise<void> {
  await takeScreenshot(page, `${name}-${manner.language}-${manner.size}-${manner.theme}`);
  expect(await accessibilityFaults(page)).toEqual([]);
}

async function say(viewer: SiteVisitor, text: string): Promise<void> {
  await viewer.field('watch.chat.placeholder').fill(text);
  await viewer.button('watch.chat.send').click();
}

describe.each(MANNERS)('in $language on a $size', (manner) => {
  test('a message with a link waits, is approved by a key, and another one is refused', async () => {
    const host = await site.arrive(manner, { state: site.ownerState });
    await host.page.goto(`${site.url}/studio/${site.showId}`);
    await host.button('studio.enter').click();
    await host.button('studio.leave').waitFor();
    await host.tab('studio.held').click();
    await host.seesText('studio.held.empty');
    await look(host, 'held-empty');
    await host.tab('studio.rules').click();
    await host.field('defence.link').selectOption('hold');
    await look(host, 'spam-protection');

    const viewer = await site.arrive(manner);
    await viewer.page.goto(`${site.url}/watch/${site.showId}`);
    await viewer.field('common.name').fill('Grace');
    await viewer.button('watch.chat.join').click();
    await say(viewer, 'see first.example');
    await viewer.seesText('watch.chat.waiting');
    await say(viewer, 'see second.example');
    await host.tab('studio.held').click();
    await host.page.getByText('see second.example').waitFor();
    await look(host, 'held-messages');
    await look(viewer, 'chat-waiting');
    await host.page.locator('.held-row').first().focus();
    await host.page.keyboard.press('a');
    await viewer.page.locator('.chat-line', { hasText: 'first.example' }).waitFor();
    // The approved one may be listed for a moment longer than it takes to be read.
    await host.page
      .locator('.held-row', { hasText: 'second.example' })
      .getByRole('button', { name: host.words('studio.held.refuse'), exact: true })
      .click();
    await host.seesText('studio.held.empty');
    await viewer.seesText('watch.chat.refused');
    await viewer.button('watch.chat.refused.close').click();
    await viewer.page.getByText('second.example').waitFor({ state: 'detached' });
  }, 180_000);
});
