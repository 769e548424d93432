import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Lifetime, systemClock } from '#kernel';
import { AcknowledgedWrites, type WritesReport } from './acknowledged-writes.js';
import type { ChaosShow } from './chaos-show.js';
import { BACK_MS, type Damage } from './damage.js';
import type { Fault, StruckShow } from './fault.js';
import { heardClickDbfs } from './heard-clicks.js';
import { brokenPromises, promiseOf } from './promises.js';
import { spareWaits } from './spare-waits.js';
import type { WatchedPage } from './watched-page.js';
import type { Watched } from './watched-people.js';

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
  /** Loudest click in the delivered audio, where one is promised not to be. */
  clickDbfs?: number;
}

const OUT = join(import.meta.dirname, '..', 'out');
/** Watched undisturbed, for the latency before: a show that has just been opened, and one that was struck and is whole. */
const BEFORE_MS = 4_000;
const BETWEEN_MS = 1_500;
/** Longer than this nothing may take to heal. */
const HEAL_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

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
  return [
    ...(damage.isBack ? [] : ['the show did not recover']),
    ...(atHost.isBack ? [] : ['the host did not get the guest back']),
    ...(atGuest.isBack ? [] : ['the guest did not get the host back']),
    ...(writes.lost === 0 ? [] : [`${writes.lost} acknowledged writes were lost`]),
    ...(writes.unread === 0 ? [] : [`${writes.unread} acknowledged writes could not be looked for`]),
    ...brokenPromises(promiseOf(fault.name), report),
  ];
}

/** What all processes logged from the fault on, beside the screenshots of the same fault. */
async function keepLog(fault: Fault, { show, strikes }: ChaosShow, fromLine: number): Promise<void> {
  const lines = show.server.lines.all.slice(fromLine);
  await writeFile(join(OUT, `chaos-${fault.name}-${strikes}.log`), `${lines.join('\n')}\n`);
}

async function keepScreenshots({ name }: Fault, watched: Watched): Promise<void> {
  for (const [who, page] of Object.entries(watched) as [string, WatchedPage][])
    await page.keepScreenshot(join(OUT, `chaos-${name}-${who}.png`)).catch(() => undefined);
}

/** One fault over a show that is whole: meters, the fault, and what came of it. */
export async function runFault(
  fault: Fault,
  chaos: ChaosShow,
  progress: (fact: string) => void,
): Promise<FaultReport> {
  const { show, watched } = chaos;
  const lifetime = new Lifetime();
  const notes: string[] = [];
  let struckWallMs = systemClock.wallMs();
  const struck: StruckShow = {
    show,
    server: show.server,
    begins: () => {
      struckWallMs = systemClock.wallMs();
    },
    hold: (ms) => systemClock.sleep(ms),
    note: (fact) => notes.push(fact),
  };
  lifetime.adopt(() => (struck.server === show.server ? undefined : struck.server.dispose()));
  try {
    progress('waiting until it can be struck');
    for (const app of ['server', 'programme'] as const) await spareWaits(struck, app);
    for (const page of Object.values(watched)) page.forget();
    const writes = await AcknowledgedWrites.begin(show.host, show.server.url);
    lifetime.adopt(() => writes.stop());
    progress('watching it undisturbed');
    // The latency before is measured over this time.
    await systemClock.sleep(chaos.strikes === 0 ? BEFORE_MS : BETWEEN_MS);
    chaos.strikes += 1;
    progress('striking');
    const linesBefore = show.server.lines.all.length;
    struck.begins();
    await fault.strike(struck);
    progress('watching it heal');
    await watchHeal(watched, struckWallMs);
    const untilMs = systemClock.wallMs();
    await keepLog(fault, chaos, linesBefore);
    const clickDbfs =
      promiseOf(fault.name).clickDbfs === undefined
        ? undefined
        : await heardClickDbfs(`${show.server.url}/live/${show.showId}/index.m3u8`, struckWallMs).catch(
            (error: unknown) => {
              notes.push(`the delivered audio could not be judged: ${String(error)}`);
              return Number.NaN;
            },
          );
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
      ...(clickDbfs === undefined ? {} : { clickDbfs }),
    };
    const broken = brokenBounds(fault, report);
    if (broken.length > 0) await keepScreenshots(fault, watched);
    return { ...report, broken };
  } finally {
    await lifetime.close('the fault is over');
  }
}

/** Whether the next fault would meet a show as whole as this one did. */
export const leftWhole = ({ damage, atHost, atGuest }: FaultReport): boolean =>
  damage.isBack && atHost.isBack && atGuest.isBack;
