import type { Page } from 'playwright-core';
import { guestLink } from './guest-link.js';
import type { Manner, SiteVisitor } from './site-visitor.js';
import { DESKTOP } from './story-manners.js';
import type { VisitedSite } from './visited-site.js';

interface Wishes {
  guestManner: Manner;
  /** What their microphones hum. */
  hostHz?: number;
  guestHz?: number;
  /** For each page, before it is loaded. */
  prepare?(page: Page): Promise<unknown>;
}

const LIVE_WITHIN_MS = 90_000;
const hums = (toneHz: number | undefined) => (toneHz === undefined ? {} : { toneHz });

/** The host and a guest, Jonas, both on air: by the buttons, as people get there. */
export async function twoOnStage(
  site: VisitedSite,
  { guestManner, hostHz, guestHz, prepare = async () => {} }: Wishes,
): Promise<{ host: SiteVisitor; guest: SiteVisitor }> {
  const host = await site.arrive(DESKTOP, {
    state: site.ownerState,
    camera: { person: 'mina', ...hums(hostHz) },
  });
  await prepare(host.page);
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.seesVideo('.canvas video');
  const guest = await site.arrive(guestManner, { camera: { person: 'jonas', ...hums(guestHz) } });
  await prepare(guest.page);
  await guest.page.goto(await guestLink(host));
  await guest.field('common.name').fill('Jonas');
  await guest.page.locator('form [type="submit"]').click();
  await guest.button('studio.enter').click();
  await host.page
    .getByRole('button', { name: host.words('studio.person.on.name', { name: 'Jonas' }) })
    .click();
  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor({ timeout: LIVE_WITHIN_MS });
  return { host, guest };
}
