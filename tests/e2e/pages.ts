// Every page beside studio and watch page, as it looks and for whom it is closed: those two have their stories.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { narrowFaults } from '../support/web/narrow-page.js';
import { accessibilityFaults, takeScreenshot } from '../support/web/page-appearance.js';
import { showResults } from '../support/web/show-results.js';
import type { Manner, SiteVisitor } from '../support/web/site-visitor.js';
import { VisitedSite } from '../support/web/visited-site.js';

const NEXT_YEAR = `${new Date().getFullYear() + 1}-03-14T19:30`;

/** One for each manner: they share a site, whose first page lists all shows. */
const TITLES = {
  en: { desktop: 'Readings on a night in spring', phone: 'An evening of string quartets' },
  ko: { desktop: '봄밤의 낭독회', phone: '작은 방의 음악회' },
} as const;

let site: VisitedSite;

beforeAll(async () => {
  site = await VisitedSite.open();
}, 120_000);
afterAll(() => site?.close());
afterEach(() => site?.sendHome());

/** What keeps anybody out of the page that is open, and an image of it for the documents. */
async function look(visitor: SiteVisitor, name: string): Promise<string[]> {
  const { language, size, theme } = visitor.manner;
  await takeScreenshot(visitor.page, `${name}-${language}-${size}-${theme}`);
  const faults = await accessibilityFaults(visitor.page);
  faults.push(...(await narrowFaults(visitor.page)));
  return faults.map((fault) => `${name}: ${fault}`);
}

/** A show for next year, an invitation, a key and a webhook, each made by the page's own buttons. */
async function viewSite(owner: SiteVisitor, title: string): Promise<{ found: string[]; link: string }> {
  const { page } = owner;
  const found: string[] = [];
  await page.goto(`${site.url}/owner`);
  await owner.button('owner.shows.new').click();
  await owner.field('owner.show.title').fill(title);
  await owner.field('owner.show.start').fill(NEXT_YEAR);
  await owner.button('owner.show.create').click();
  await page.waitForURL(/\/owner\/shows\//);
  await owner.seesText('owner.show.delete');
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
  found.push(...(await look(owner, 'show')));
  found.push(...(await lookAtResults(owner)));
  await page.goto(`${site.url}/owner`);
  await page.getByText(title).waitFor();
  found.push(...(await look(owner, 'owner-shows')));

  await page.goto(`${site.url}/owner/people`);
  await owner.button('owner.people.invite').click();
  const link = await owner.field('owner.people.invite.link').inputValue();
  found.push(...(await look(owner, 'owner-people')));

  await page.goto(`${site.url}/owner/keys`);
  await owner.field('owner.keys.name').fill('Box office');
  await owner.button('owner.keys.create').click();
  await owner.seesText('owner.keys.once');
  found.push(...(await look(owner, 'owner-keys')));

  await page.goto(`${site.url}/owner/webhooks`);
  await owner.field('owner.webhooks.url').fill('https://example.org/told');
  await owner.button('owner.webhooks.create').click();
  await owner.seesText('owner.webhooks.secret');
  await owner.seesText('owner.webhooks.none');
  found.push(...(await look(owner, 'owner-webhooks')));

  await owner.button('owner.webhooks.test').click();
  await owner.seesText('owner.webhooks.event.webhook-test');

  await page.goto(`${site.url}/owner/audit`);
  // What was just made by the buttons of these pages.
  await page.getByText('webhooks.test').first().waitFor();
  await owner.seesText('owner.audit.csv');
  found.push(...(await look(owner, 'owner-audit')));

  await page.goto(`${site.url}/owner/settings`);
  await owner.seesText('owner.account');
  await owner.field('owner.retention.audit').waitFor();
  found.push(...(await look(owner, 'owner-settings')));
  return { found, link };
}

/** As the page that is open looks when its show is over; an hour of a show is given, not played. */
async function lookAtResults(owner: SiteVisitor): Promise<string[]> {
  const { page } = owner;
  const showId = page.url().split('/').at(-1);
  const { show, results, quality } = showResults();
  const of = `**/api/v1/shows/${showId}`;
  await page.route(of, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: { ...(await response.json()), ...show } });
  });
  await page.route(`${of}/live`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: { ...(await response.json()), state: show.state } });
  });
  await page.route(`${of}/export`, (route) => route.fulfill({ json: results }));
  await page.route(`${of}/quality`, (route) => route.fulfill({ json: quality }));
  await page.reload();
  await owner.seesText('owner.results.stage');
  await page
    .getByText(results.onStage[0]?.name ?? '')
    .first()
    .scrollIntoViewIfNeeded();
  const found = await look(owner, 'show-results');
  await page.unrouteAll();
  return found;
}

async function lookFromOutside(visitor: SiteVisitor, title: string, link: string): Promise<string[]> {
  const { page } = visitor;
  const found: string[] = [];
  await page.goto(site.url);
  await page.getByText(title).first().waitFor();
  found.push(...(await look(visitor, 'home')));
  await page.getByText(title).first().click();
  await page.waitForURL(/\/watch\//);
  await page.locator('.cover-actions .button').nth(1).waitFor();
  await page.locator('.chat-join').waitFor();
  found.push(...(await look(visitor, 'watch-scheduled')));
  const showId = page.url().split('/').at(-1);
  await page.goto(`${site.url}/embed/${showId}`);
  await page.getByText(title).first().waitFor();
  found.push(...(await look(visitor, 'embed')));
  // Nobody's site: it leads to the sign-in.
  await page.goto(`${site.url}/owner/keys`);
  await visitor.field('setup.password').waitFor();
  found.push(...(await look(visitor, 'sign-in')));
  await page.goto(link);
  await visitor.button('join.submit').waitFor();
  found.push(...(await look(visitor, 'join')));
  for (const path of ['embed/nowhere', 'watch/nowhere/clips/none', 'nowhere']) {
    await page.goto(`${site.url}/${path}`);
    await visitor.seesText('problem.not-found.title');
    found.push(...(await look(visitor, 'not-found')));
  }
  return found;
}

export function lookAtPages(manners: readonly Manner[]): void {
  describe.each(manners)('in $language on a $size, $theme', (manner) => {
    test('nothing on any page keeps anybody out', async () => {
      const title = TITLES[manner.language][manner.size];
      const owner = await site.arrive(manner, { state: site.ownerState });
      const visitor = await site.arrive(manner);
      const { found, link } = await viewSite(owner, title);
      found.push(...(await lookFromOutside(visitor, title, link)));
      // Of a person who is signed in already, too.
      await owner.page.goto(link);
      await owner.button('join.submit').waitFor();
      await owner.page.goto(`${site.url}/owner/nowhere`);
      await owner.seesText('problem.not-found.title');
      found.push(...(await look(owner, 'not-found-signed-in')));
      expect(found).toEqual([]);
      expect([...owner.complaints, ...visitor.complaints]).toEqual([]);
    }, 120_000);
  });

  test('the measure of a narrow phone finds what is too wide, cut, or over its neighbour', async () => {
    const { page } = await site.arrive({ language: 'en', size: 'desktop', theme: 'dark' });
    await page.setContent(`
      <p style="width: 420px">wide</p>
      <p style="width: 40px; overflow: hidden; white-space: nowrap">half of a sentence</p>
      <button style="width: 40px; white-space: nowrap">Save the changes</button>
      <p style="width: 40px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">goes on</p>
      <div style="height: 10px; overflow: hidden"><p style="margin: 40px 0 0">below</p></div>
      <div class="panel" style="width: 90px; overflow: auto"><p style="width: 200px">beside</p></div>`);
    expect(await narrowFaults(page)).toEqual([
      expect.stringMatching(/the page is \d+ px too wide/),
      expect.stringContaining('scrolls sideways: <div class="panel">: beside'),
      expect.stringContaining('off the screen: <p class="">: wide'),
      expect.stringContaining('cut: <p class="">: half of a sentence'),
      expect.stringContaining('wider than its place: <button class="">: Save the changes'),
      expect.stringContaining('beyond the edge of its place: <p class="">: below'),
    ]);
  });
}
