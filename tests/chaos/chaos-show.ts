import type { Page } from 'playwright-core';
import { Lifetime } from '#kernel';
import type { CameraOptions } from '../support/engines/chromium.js';
import { PromotedGuest } from '../support/server/promoted-guest.js';
import { type ShowOptions, ShowUnderTest, VIEWER_VIDEO } from '../support/server/show-under-test.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';
import type { Fault } from './fault.js';
import { WatchedPage } from './watched-page.js';

const PRESSED_WITHIN_MS = 10_000;
/** Three browsers' worth of people share the machine with the show. */
const CAMERA: CameraOptions = { width: 640, height: 360, frameRate: 15 };
const HOST_HZ = 440;
const GUEST_HZ = 880;

/** Cards are purple for the host and green for the guest, whatever the encoders made of it. */
const isHost = ([red = 0, green = 0, blue = 0]: readonly number[]) => blue > green + 30 && red > green;
const isGuest = ([red = 0, green = 0, blue = 0]: readonly number[]) => green > red + 30 && green > blue + 15;

const optionsOf = (wished: ShowOptions): ShowOptions => ({
  camera: CAMERA,
  ...wished,
  server: { ...wished.server, env: { ...SMALL_PROGRAMME, ...wished.server?.env } },
});

export interface Watched {
  host: WatchedPage;
  guest: WatchedPage;
  viewer: WatchedPage;
}

/** The guest talks with the host and stays out of the video: the viewer's frames then hold the host's clock large. */
async function hideFromProgramme(host: Page, name: string): Promise<void> {
  const press = { timeout: PRESSED_WITHIN_MS };
  await host
    .getByRole('button', { name: `Actions for ${name}` })
    .first()
    .click(press);
  await host.getByRole('menuitem', { name: 'Hide from programme' }).click(press);
}

async function watchAll(show: ShowUnderTest, guest: PromotedGuest, viewerPage: Page): Promise<Watched> {
  const [viewer, host, seen] = await Promise.all([
    WatchedPage.open('viewer', {
      page: viewerPage,
      video: VIEWER_VIDEO,
      audio: VIEWER_VIDEO,
      toneHz: HOST_HZ,
      isMeant: isHost,
    }),
    WatchedPage.open('host', {
      page: show.host,
      video: '.person[aria-label*="Gwen"] video',
      audio: 'audio[data-voice]',
      toneHz: GUEST_HZ,
      isMeant: isGuest,
    }),
    WatchedPage.open('guest', {
      page: guest.page,
      video: '.tile:not([aria-label*="Gwen"]) video',
      audio: 'audio[data-voice]',
      toneHz: HOST_HZ,
      isMeant: isHost,
    }),
  ]);
  return { viewer, host, guest: seen };
}

/** What every fault strikes: host, promoted guest and viewer of a real show, each with meters on the page. */
export class ChaosShow {
  readonly show: ShowUnderTest;
  readonly watched: Watched;
  /** So far. */
  strikes = 0;
  readonly #lifetime: Lifetime;

  static async open(fault: Fault, progress: (fact: string) => void): Promise<ChaosShow> {
    const lifetime = new Lifetime();
    try {
      const prepared = await fault.prepare?.();
      if (prepared) lifetime.adopt(() => prepared.undo());
      progress('opening a show');
      const show = await ShowUnderTest.open(optionsOf({ ...fault.show, ...prepared?.options }));
      lifetime.adopt(() => show.close());
      await show.goLive();
      progress('a guest comes on stage');
      const guest = await PromotedGuest.arrive(show, CAMERA, 'Gwen');
      await guest.comeOnStage(show.host);
      await hideFromProgramme(show.host, 'Gwen');
      const viewer = await show.openViewer(await fault.viewerFrom?.(show, lifetime));
      return new ChaosShow(show, await watchAll(show, guest, viewer), lifetime);
    } catch (error) {
      await lifetime.close('could not open the show').catch(() => undefined);
      throw error;
    }
  }

  private constructor(show: ShowUnderTest, watched: Watched, lifetime: Lifetime) {
    this.show = show;
    this.watched = watched;
    this.#lifetime = lifetime;
  }

  close(): Promise<void> {
    return this.#lifetime.close('the faults are over');
  }
}
