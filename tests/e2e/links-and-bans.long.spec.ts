// Real here: the whole server, Chromium with cameras. Who may come in is decided by the studio's buttons.
import { expect, test } from '@jest/globals';
import { accessibilityFaults, takeScreenshot } from '../support/web/page-appearance.js';
import type { SiteVisitor } from '../support/web/site-visitor.js';
import { DESKTOP, KOREAN_DESKTOP, PHONE } from '../support/web/story-manners.js';
import { storySite } from '../support/web/story-site.js';

const CO_HOST = 'Amara';
const GUEST = 'Jonas';

const site = storySite('links-and-bans');

/** Makes a link of a role in the dialog that is open. */
async function makeLink(
  maker: SiteVisitor,
  role: 'co-host' | 'guest' | 'viewer',
  name = '',
): Promise<string> {
  await maker.field('links.role').selectOption(role);
  await maker.field('links.name').fill(name);
  await maker.button('links.make').click();
  const label = maker.words(`links.for.${role}`);
  const made = maker.page.getByLabel(name === '' ? label : `${label}: ${name}`, { exact: true });
  return made.inputValue();
}

async function comeBy(link: string, visitor: SiteVisitor, name: string): Promise<void> {
  await visitor.page.goto(link);
  await visitor.field('common.name').fill(name);
  await visitor.button('join.submit').click();
}

test('a co-host by a link invites a guest; the stage is locked and opened, a ban is lifted, a link is revoked', async () => {
  const host = await site().arrive(DESKTOP, { state: site().ownerState });
  await host.page.goto(`${site().url}/studio/${site().showId}`);
  await host.button('studio.enter').click();
  await host.button('studio.share').click();
  const coHostLink = await makeLink(host, 'co-host', CO_HOST);
  await makeLink(host, 'viewer', 'Grace');
  await host.page.getByText(host.words('links.open')).scrollIntoViewIfNeeded();
  await takeScreenshot(host.page, 'studio-links-en-desktop-dark');
  expect(await accessibilityFaults(host.page)).toEqual([]);
  await host.page.keyboard.press('Escape');

  // A co-host has no account: the ticket of the link is enough to invite.
  const coHost = await site().arrive(KOREAN_DESKTOP, { camera: { person: 'amara' } });
  await comeBy(coHostLink, coHost, CO_HOST);
  await coHost.button('studio.enter').click();
  await coHost.button('studio.share').click();
  const guestLink = await makeLink(coHost, 'guest');
  await takeScreenshot(coHost.page, 'studio-links-ko-desktop-light');
  await coHost.page.keyboard.press('Escape');

  // Locked: nobody new gets in, and the page says why.
  await host.button('studio.lock.on').click();
  await coHost.seesText('studio.lock.locked');
  const guest = await site().arrive(PHONE, { camera: { person: 'jonas' } });
  await comeBy(guestLink, guest, GUEST);
  await guest.button('studio.enter').click();
  await guest.seesText('refusal.stage-locked');
  await host.button('studio.lock.off').click();
  await guest.button('studio.enter').click();
  await guest.seesText('studio.backstage.you');

  // Banned by mistake.
  await host.page
    .locator(`.person[aria-label="${GUEST}"]`)
    .getByRole('button', { name: host.words('studio.tile.menu', { name: GUEST }) })
    .click();
  await host.page.getByRole('menuitem', { name: host.words('studio.tile.ban') }).click();
  await host.confirm('studio.tile.ban');
  await guest.seesText('studio.ended-by.banned');
  await host.tab('studio.rules').click();
  const lift = host.page.getByRole('button', { name: host.words('studio.bans.lift', { name: GUEST }) });
  await lift.click();
  await host.seesText('studio.bans.none');
  await comeBy(guestLink, guest, GUEST);
  await guest.button('studio.enter').click();
  await guest.seesText('studio.backstage.you');

  // What is revoked lets nobody in; who came by it stays.
  await host.button('studio.share').click();
  await host.page
    .getByRole('button', { name: host.words('links.revoke.name', { name: host.words('links.for.guest') }) })
    .click();
  await host.confirm('links.revoke');
  const other = await site().arrive(DESKTOP);
  await other.page.goto(guestLink);
  await other.seesText('join.invalid.title');
  await guest.seesText('studio.backstage.you');
  expect([...host.complaints, ...coHost.complaints, ...guest.complaints, ...other.complaints]).toEqual([]);
}, 240_000);
