import { Lifetime, systemClock } from '#kernel';
import {
  type Meter,
  type PictureReading,
  type SoundReading,
  watchPicture,
  watchSound,
} from '../support/page-meters.js';
import { ShowUnderTest, VIEWER_VIDEO } from '../support/show-under-test.js';
import { BACK_MS, type Damage, damageOf } from './damage.js';
import type { Fault, StruckShow } from './fault.js';

export interface FaultReport {
  name: string;
  title: string;
  damage: Damage;
  /** Bounds that did not hold. */
  broken: string[];
  /** What the host's page said last, beside the show itself. */
  hostSaw: string[];
  notes: string[];
}

const PLAYING_WITHIN_MS = 40_000;
/** Watched undisturbed, for the latency before. */
const BEFORE_MS = 4_000;
/** Longer than this nothing may take to heal. */
const HEAL_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 250;

interface Viewer {
  pictures: Meter<PictureReading>;
  sounds: Meter<SoundReading>;
}

async function openViewer(show: ShowUnderTest): Promise<Viewer> {
  const page = await show.openViewer();
  const pictures = await watchPicture(page, VIEWER_VIDEO);
  await pictures.readings.until('the show at the viewer', PLAYING_WITHIN_MS, (all) =>
    all.find((each) => each.tiles[0]?.clock !== undefined),
  );
  return { pictures, sounds: await watchSound(page, VIEWER_VIDEO) };
}

/** Watches until the show has been whole for a while, or for as long as it may take. */
async function watchHeal({ pictures, sounds }: Viewer, struckWallMs: number): Promise<Damage> {
  const endMs = systemClock.monotonicMs() + HEAL_WITHIN_MS;
  for (;;) {
    await systemClock.sleep(LOOK_EVERY_MS);
    const damage = damageOf(pictures.readings.all, sounds.readings.all, struckWallMs, systemClock.wallMs());
    const isLongEnough = systemClock.wallMs() - struckWallMs > BACK_MS + 2_000;
    if ((damage.isBack && isLongEnough) || systemClock.monotonicMs() > endMs) return damage;
  }
}

function brokenBounds(fault: Fault, damage: Damage): string[] {
  const passed = Object.entries(fault.atMost).flatMap(([key, most]) => {
    const value = damage[key as keyof typeof fault.atMost];
    return Number.isNaN(value) || value > most ? [`${key} ${value}, promised at most ${most}`] : [];
  });
  return damage.isBack ? passed : ['the show did not come back', ...passed];
}

/** One fault over one real show: host, viewer, meters, the blow, and what came of it. */
export async function runFault(fault: Fault, progress: (fact: string) => void): Promise<FaultReport> {
  const lifetime = new Lifetime();
  const notes: string[] = [];
  try {
    const prepared = await fault.prepare?.();
    if (prepared) lifetime.adopt(() => prepared.undo());
    progress('opening a show');
    const show = await ShowUnderTest.open({ ...fault.show, ...prepared?.options });
    lifetime.adopt(() => show.close());
    await show.goLive();
    const viewer = await openViewer(show);
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
    const damage = await watchHeal(viewer, struckWallMs);
    const hostSaw = await show.host.getByRole('status').or(show.host.getByRole('alert')).allInnerTexts();
    return {
      name: fault.name,
      title: fault.title,
      damage,
      broken: brokenBounds(fault, damage),
      hostSaw: [...new Set(hostSaw.map((text) => text.trim()).filter((text) => text !== ''))],
      notes,
    };
  } finally {
    await lifetime.close('the fault is over');
  }
}
