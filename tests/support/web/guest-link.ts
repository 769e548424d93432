import type { SiteVisitor } from './site-visitor.js';

/** The address that a host in the studio gives to a guest. */
export async function guestLink(host: SiteVisitor): Promise<string> {
  await host.button('studio.share').click();
  await host.button('links.make').click();
  const link = await host.page.locator('[role="dialog"] input[value*="/join/"]').inputValue();
  await host.page.keyboard.press('Escape');
  return link;
}
