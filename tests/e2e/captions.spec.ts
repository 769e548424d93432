import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestBrowser } from '../support/engines/chromium.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import {
  CAPTIONED_ORIGIN,
  serveCaptionedShow,
  writeCaptionedShow,
} from '../support/server/captioned-show.js';
import { accessibilityFaults } from '../support/web/page-appearance.js';
import { SiteVisitor } from '../support/web/site-visitor.js';

const CAPTIONS = { ko: '한국어', 'en-GB': 'English' };

const folder = temporaryFolder();
let browser: TestBrowser;
let visitor: SiteVisitor;

beforeAll(async () => {
  [browser] = await Promise.all([TestBrowser.launch(), writeCaptionedShow(folder.path, CAPTIONS)]);
  visitor = await SiteVisitor.arrive(browser, { language: 'en', size: 'desktop', theme: 'dark' });
  await serveCaptionedShow(visitor.page, folder.path);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  folder.remove();
});

interface Media {
  textTracks: Iterable<{ mode: string; activeCues: Iterable<{ text: string }> | null }>;
}

/** Resolves when these words, and no others, lie over the video. */
const reads = (words: string | null) =>
  visitor.page.waitForFunction((expected) => {
    const video = (
      globalThis as never as { document: { querySelector(at: string): Media | null } }
    ).document.querySelector('.player video');
    const shown = [...(video?.textTracks ?? [])]
      .filter(({ mode }) => mode === 'showing')
      .flatMap(({ activeCues }) => [...(activeCues ?? [])].map(({ text }) => text));
    return expected === null ? shown.length === 0 : shown.length === 1 && shown[0] === expected;
  }, words);

const open = async (showId: string) => {
  await visitor.page.goto(`${CAPTIONED_ORIGIN}/watch/${showId}`);
  await visitor.seesVideo('.player video');
  await visitor.page.locator('.player').hover();
};

test('captions are off until they are chosen, by key or menu, and the choice is kept', async () => {
  await open('captioned');
  await visitor.button('watch.captions').waitFor();
  await reads(null);
  await visitor.page.keyboard.press('c');
  await reads('In English');
  await visitor.button('watch.captions').click();
  const choices = visitor.page.getByRole('menuitemradio');
  await choices.nth(2).waitFor();
  // What follows the languages is how captions look.
  expect((await choices.allTextContents()).slice(0, 3)).toEqual(['Off', '한국어', 'English']);
  const checked = visitor.page.getByRole('menuitemradio', { checked: true });
  expect(await checked.first().textContent()).toBe('English');
  expect(await accessibilityFaults(visitor.page)).toEqual([]);
  await choices.filter({ hasText: '한국어' }).click();
  await reads('In 한국어');
  await open('captioned');
  await reads('In 한국어');
  await visitor.page.keyboard.press('c');
  await reads(null);
});

test('a show without captions has no menu for them, and the sheet of keys names only what there is', async () => {
  await open('captioned');
  await visitor.page.keyboard.press('?');
  await visitor.seesText('watch.key.captions');
  await open('plain');
  expect(await visitor.button('watch.captions').count()).toBe(0);
  await visitor.page.keyboard.press('?');
  await visitor.seesText('watch.key.full');
  expect(await visitor.page.getByText(visitor.words('watch.key.captions')).count()).toBe(0);
});
