import type { Page } from 'playwright-core';
import { VIEWER_VIDEO } from '../support/server/show-under-test.js';
import { WatchedPage } from './watched-page.js';

export const GUEST_NAME = 'Gwen';
const PRESSED_WITHIN_MS = 10_000;
const HOST_HZ = 440;
const GUEST_HZ = 880;

/** Cards are purple for the host and green for the guest, whatever the encoders made of it. */
const isHost = ([red = 0, green = 0, blue = 0]: readonly number[]) => blue > green + 30 && red > green;
const isGuest = ([red = 0, green = 0, blue = 0]: readonly number[]) => green > red + 30 && green > blue + 15;

export interface Watched {
  host: WatchedPage;
  guest: WatchedPage;
  viewer: WatchedPage;
}

/** The guest talks with the host and stays out of the video: the viewer's frames then hold the host's clock large. */
export async function hideFromProgramme(host: Page, name: string): Promise<void> {
  const press = { timeout: PRESSED_WITHIN_MS };
  await host
    .getByRole('button', { name: `Actions for ${name}` })
    .first()
    .click(press);
  await host.getByRole('menuitem', { name: 'Hide from programme' }).click(press);
}

/** Meters on the pages of a host, of the guest of the name above, and of a viewer. */
export async function watchPeople(pages: { host: Page; guest: Page; viewer: Page }): Promise<Watched> {
  const [viewer, host, guest] = await Promise.all([
    WatchedPage.open('viewer', {
      page: pages.viewer,
      video: VIEWER_VIDEO,
      audio: VIEWER_VIDEO,
      toneHz: HOST_HZ,
      isMeant: isHost,
    }),
    WatchedPage.open('host', {
      page: pages.host,
      video: `.person[aria-label*="${GUEST_NAME}"] video`,
      audio: 'audio[data-voice]',
      toneHz: GUEST_HZ,
      isMeant: isGuest,
    }),
    WatchedPage.open('guest', {
      page: pages.guest,
      video: `.tile:not([aria-label*="${GUEST_NAME}"]) video`,
      audio: 'audio[data-voice]',
      toneHz: HOST_HZ,
      isMeant: isHost,
    }),
  ]);
  return { viewer, host, guest };
}
