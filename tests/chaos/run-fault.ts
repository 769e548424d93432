import type { Page } from 'playwright-core';
import { Lifetime, systemClock } from '#kernel';
import type { CameraOptions } from '../support/chromium.js';
import { PromotedGuest } from '../support/promoted-guest.js';
import { ShowUnderTest, VIEWER_VIDEO } from '../support/show-under-test.js';
import { AcknowledgedWrites, type WritesReport } from './acknowledged-writes.js';
import { BACK_MS, type Damage } from './damage.js';
import type { Fault, StruckShow } from './fault.js';
import { WatchedPage } from './watched-page.js';

export interface FaultReport {
  name: string;
  title: string;
  /** What the viewer lost of the show. */
  damage: Damage;
  /** What the host lost of the guest, and the guest of the host. */
  atHost: Damage;
  atGuest: Damage;
  /** Bounds that did not hold. */
  broken: string[];
  /** What the pages said in words meanwhile. */
  hostSaw: string[];
  guestSaw: string[];
  viewerSaw: string[];
  writes: WritesReport;
  notes: string[];
}

/** Watched undisturbed, for the latency before. */
const BEFORE_MS = 4_000;
/** Longer than this nothing may take to heal. */
const HEAL_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;
const PRESSED_WITHIN_MS = 10_000;
/** Three browsers' worth of people share the machine with the show. */
const CAMERA: CameraOptions = { width: 640, height: 360, frameRate: 15 };
const HOST_HZ = 440;
const GUEST_HZ = 880;

/** Cards are purple for the host and green for the guest, whatever the encoders made of it. */
const isHost = ([red = 0, green = 0, blue = 0]: readonly number[]) => blue > green + 30 && red > green;
const isGuest = ([red = 0, green = 0, blue = 0]: readonly number[]) => green > red + 30 && green > blue + 15;

interface Watched {
  host: WatchedPage;
  guest: WatchedPage;
  viewer: WatchedPage;
}

/** The guest talks with the host and stays out of the picture: the viewer's frames then hold the host's clock large. */
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
      picture: VIEWER_VIDEO,
      sound: VIEWER_VIDEO,
      toneHz: HOST_HZ,
      isMeant: isHost,
    }),
    WatchedPage.open('host', {
      page: show.host,
      picture: '.tile[aria-label*="Gwen"] video',
      sound: 'audio[data-voice]',
      toneHz: GUEST_HZ,
      isMeant: isGuest,
    }),
    WatchedPage.open('guest', {
      page: guest.page,
      picture: '.tile:not([aria-label*="Gwen"]) video',
      sound: 'audio[data-voice]',
      toneHz: HOST_HZ,
      isMeant: isHost,
    }),
  ]);
  return { viewer, host, guest: seen };
}

/** Watches until all three have been whole for a while, or for as long as it may take. */
async function watchHeal(watched: Watched, struckWallMs: number): Promise<void> {
  const endMs = systemClock.monotonicMs() + HEAL_WITHIN_MS;
  for (;;) {
    await systemClock.sleep(LOOK_EVERY_MS);
    const all = Object.values(watched) as WatchedPage[];
    await Promise.all(all.map((each) => each.listen()));
    const nowMs = systemClock.wallMs();
    const isWhole = all.every((each) => each.damage(struckWallMs, nowMs).isBack);
    const isLongEnough = nowMs - struckWallMs > BACK_MS + 2_000;
    if ((isWhole && isLongEnough) || systemClock.monotonicMs() > endMs) return;
  }
}

function brokenBounds(fault: Fault, report: Omit<FaultReport, 'broken'>): string[] {
  const { damage, atHost, atGuest, writes } = report;
  const passed = Object.entries(fault.atMost).flatMap(([key, most]) => {
    const value = damage[key as keyof typeof fault.atMost];
    return Number.isNaN(value) || value > most ? [`${key} ${value}, promised at most ${most}`] : [];
  });
  return [
    ...(damage.isBack ? [] : ['the show did not come back']),
    ...(atHost.isBack ? [] : ['the host did not get the guest back']),
    ...(atGuest.isBack ? [] : ['the guest did not get the host back']),
    ...(writes.lost === 0 ? [] : [`${writes.lost} acknowledged writes were lost`]),
    ...passed,
  ];
}

/** One fault over one real show: host, guest, viewer, meters, the blow, and what came of it. */
export async function runFault(fault: Fault, progress: (fact: string) => void): Promise<FaultReport> {
  const lifetime = new Lifetime();
  const notes: string[] = [];
  try {
    const prepared = await fault.prepare?.();
    if (prepared) lifetime.adopt(() => prepared.undo());
    progress('opening a show');
    const show = await ShowUnderTest.open({ camera: CAMERA, ...fault.show, ...prepared?.options });
    lifetime.adopt(() => show.close());
    await show.goLive();
    progress('a guest comes on stage');
    const guest = await PromotedGuest.arrive(show, CAMERA, 'Gwen');
    await guest.comeOnStage(show.host);
    await hideFromProgramme(show.host, 'Gwen');
    const viewer = await show.openViewer(await fault.viewerFrom?.(show, lifetime));
    const watched = await watchAll(show, guest, viewer);
    const writes = await AcknowledgedWrites.begin(show.host, show.server.url);
    await systemClock.sleep(BEFORE_MS);
    progress('striking');
    const struck: StruckShow = {
      show,
      server: show.server,
      hold: (ms) => systemClock.sleep(ms),
      note: (fact) => notes.push(fact),
    };
    lifetime.adopt(() => (struck.server === show.server ? undefined : struck.server.dispose()));
    const struckWallMs = systemClock.wallMs();
    await fault.strike(struck);
    progress('watching it heal');
    await watchHeal(watched, struckWallMs);
    const untilMs = systemClock.wallMs();
    const report = {
      name: fault.name,
      title: fault.title,
      damage: watched.viewer.damage(struckWallMs, untilMs),
      atHost: watched.host.damage(struckWallMs, untilMs),
      atGuest: watched.guest.damage(struckWallMs, untilMs),
      hostSaw: watched.host.said,
      guestSaw: watched.guest.said,
      viewerSaw: watched.viewer.said,
      writes: await writes.judge(),
      notes,
    };
    return { ...report, broken: brokenBounds(fault, report) };
  } finally {
    await lifetime.close('the fault is over');
  }
}
