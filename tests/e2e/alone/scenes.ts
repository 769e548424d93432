// Real here: the whole server, FFmpeg, Chromium with a camera. Slides and scenes by the visible buttons, judged by the
// colours that arrive at a viewer.
import { describe, expect, test } from '@jest/globals';
import { type VideoReading, watchVideo } from '../../support/meters/page-meters.js';
import { drawSlide, slideIn } from '../../support/web/draw-slide.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import { pdfOf } from '../../support/web/pdf-of.js';
import type { Manner, SiteVisitor } from '../../support/web/site-visitor.js';
import { DESKTOP } from '../../support/web/story-manners.js';
import { storySite } from '../../support/web/story-site.js';
import type { Key, Language } from '../../support/web/words-in.js';

const SEEN_WITHIN_MS = 40_000;
const WORDS = {
  en: {
    title: 'Night trains',
    subtitle: 'A year on rails',
    chart: 'Passengers, in thousands',
    years: '2021 to 2026',
    slides: 'Slides',
    talk: 'Talk',
    banner: 'After the break',
  },
  ko: {
    title: '야간열차',
    subtitle: '철길 위의 1년',
    chart: '승객 수(천 명)',
    years: '2021–2026년',
    slides: '발표',
    talk: '대화',
    banner: '잠시 후 계속됩니다',
  },
} as const satisfies Record<Language, Record<string, string>>;
/** Within the large place, beside the strip of people, and where the slides have nothing but their ground. */
const LARGE_PLACE = [{ x: 0.2, y: 0.3, width: 0.3, height: 0.3 }];

const slideOf = ({ tiles: [tile] }: VideoReading) => slideIn(tile?.ground);

const site = storySite('scenes');

const wordsOf = ({ manner }: SiteVisitor) => WORDS[manner.language];

const slidesOf = (host: SiteVisitor): Buffer => {
  const { title, subtitle, chart, years } = wordsOf(host);
  return pdfOf([drawSlide('title', title, subtitle), drawSlide('chart', chart, years)]);
};

async function makeShow(host: SiteVisitor): Promise<string> {
  await host.page.goto(`${site().url}/owner`);
  await host.button('owner.shows.new').click();
  await host.field('owner.show.title').fill(wordsOf(host).title);
  await host.button('owner.show.create').click();
  await host.page.waitForURL(/\/owner\/shows\//);
  return host.page.url().split('/').at(-1) ?? '';
}

async function saveScene(host: SiteVisitor, name: string): Promise<void> {
  await host.tab('studio.scenes').click();
  await host.field('studio.scenes.new').fill(name);
  await host.button('studio.scenes.save').click();
  await host.page.getByRole('button', { name: host.words('studio.scenes.show', { name }) }).waitFor();
}

/** Colour, typeface and a banner, each by its own control; kept after the page was loaded once more. */
async function brandShow(host: SiteVisitor, shot: (name: string) => Promise<void>): Promise<void> {
  const { banner } = wordsOf(host);
  await host.tab('studio.brand').click();
  await host.field('studio.brand.colour').fill('#00a152');
  await host.button('studio.brand.font.serif').click();
  await host.field('studio.brand.language').selectOption('ko');
  await host.button('studio.brand.save').click();
  await host.seesText('common.saved');
  await host.page.locator('.canvas.brand-font-serif').waitFor();
  await shot('studio-brand');
  expect(await accessibilityFaults(host.page)).toEqual([]);
  await host.tab('studio.overlays').click();
  await host.field('studio.overlay.title').fill(banner);
  await host.button('studio.banner.keep').click();
  const named = (key: Key) => host.page.getByRole('button', { name: host.words(key, { title: banner }) });
  await named('studio.banner.show').click();
  await host.page.locator('.canvas-title', { hasText: banner }).waitFor();
  await shot('studio-banners');
  await named('studio.banner.hide').click();
  await host.page.locator('.canvas-title').waitFor({ state: 'detached' });
  await named('studio.banner.show').waitFor();
  expect(await accessibilityFaults(host.page)).toEqual([]);
  await host.tab('studio.media').click();
  await host.tab('studio.brand').click();
  expect(await host.field('studio.brand.colour').inputValue()).toBe('#00a152');
}

export function tellOfScenes(manners: readonly Manner[]): void {
  describe.each(manners)('in $language on a $size, $theme', (manner) => {
    test('slides and scenes reach the viewer; what is prepared does so when it is taken', async () => {
      const shot = (name: string) =>
        takeScreenshot(host.page, `${name}-${manner.language}-${manner.size}-${manner.theme}`);
      const host = await site().arrive(manner, { state: site().ownerState });
      const { title, slides, talk } = wordsOf(host);
      const showId = await makeShow(host);
      await host.page.goto(`${site().url}/studio/${showId}`);
      await host.button('studio.enter').click();
      await host.seesVideo('.canvas video');

      await host.tab('studio.media').click();
      await host.field('studio.media.add').setInputFiles({
        ...{ name: `${title}.pdf`, mimeType: 'application/pdf' },
        buffer: slidesOf(host),
      });
      const show = host.page.getByRole('button', {
        name: host.words('studio.media.show.name', { name: title }),
      });
      await show.click();
      await host.page.locator('.canvas-media').waitFor();
      await shot('studio-slides');
      await brandShow(host, shot);

      await host.button('studio.go-live').click();
      await host.button('studio.end').waitFor();
      const viewer = await site().arrive(DESKTOP);
      await viewer.page.goto(`${site().url}/watch/${showId}`);
      await viewer.seesVideo();
      const watched = await watchVideo(viewer.page, '.player video', { tiles: LARGE_PLACE, everyFrames: 3 });
      const sees = (slide: ReturnType<typeof slideOf>) => {
        const before = watched.readings.all.length;
        return watched.readings.until(slide, SEEN_WITHIN_MS, (all) =>
          all.slice(before).find((reading) => slideOf(reading) === slide),
        );
      };
      await sees('title');
      await host.page.keyboard.press('PageDown');
      await sees('chart');

      await saveScene(host, slides);
      await host.button('studio.media.hide').click();
      await sees('neither');
      await saveScene(host, talk);
      await host.page.keyboard.press('1');
      await sees('chart');
      await shot('studio-scenes');

      // What is prepared is seen by nobody else until it is taken.
      await host.page.getByRole('switch', { name: host.words('studio.preview-first') }).click();
      await host.page.keyboard.press('2');
      const preview = host.page.getByRole('region', { name: host.words('studio.preview.canvas') });
      await preview.locator('.canvas-media').waitFor({ state: 'hidden' });
      const from = watched.readings.all.length;
      await watched.readings.until('a second of the programme', SEEN_WITHIN_MS, (all) => all[from + 8]);
      expect(watched.readings.all.slice(from).map(slideOf)).toEqual(Array(9).fill('chart'));
      await shot('studio-preview');
      await host.page.keyboard.press('t');
      await sees('neither');
      await watched.stop();

      expect(await accessibilityFaults(host.page)).toEqual([]);
      await host.tab('studio.media').click();
      expect(await accessibilityFaults(host.page)).toEqual([]);
      expect([...host.complaints, ...viewer.complaints]).toEqual([]);
    }, 180_000);
  });
}
