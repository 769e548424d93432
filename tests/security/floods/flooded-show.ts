import { Lifetime, systemClock } from '#kernel';
import type { CameraOptions } from '../../support/engines/chromium.js';
import { freePort } from '../../support/kernel/free-port.js';
import { ApiClient } from '../../support/server/api-client.js';
import { PromotedGuest } from '../../support/server/promoted-guest.js';
import { ShowUnderTest, VIEWER_VIDEO } from '../../support/server/show-under-test.js';
import { ownerAt } from '../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import type { FloodCounts, FloodTarget } from './flood.js';
import { FloodProcess } from './flood-process.js';
import { FrameGaps } from './frame-gaps.js';

/** Three browsers' worth of people share the machine with the show. */
const CAMERA: CameraOptions = { width: 640, height: 360, frameRate: 15 };
/** Pages that have just opened load and draw much. */
const SETTLED_MS = 3_000;
const VIEWER_TICKETS = 200;
/** Four frames of the cameras here. */
export const UNNOTICED_MS = 300;
const CALM_MS = 1_500;

export interface FloodResult {
  kind: string;
  seconds: number;
  /** Longest time between two frames: at the viewer (hls.js), at the guest and at the host (WebRTC). */
  viewerMs: number;
  guestMs: number;
  hostMs: number;
  counts: FloodCounts;
}

/** A real show, a viewer, a guest and a host in real browsers, and what a flood does to them. */
export class FloodedShow {
  readonly #lifetime: Lifetime;
  readonly #target: FloodTarget;
  readonly #gaps: readonly [FrameGaps, FrameGaps, FrameGaps];

  static async open(progress: (fact: string) => void): Promise<FloodedShow> {
    const lifetime = new Lifetime();
    try {
      const mediaPort = await freePort();
      const env = { ...SMALL_PROGRAMME, PROSCENIUM_STAGE_RTC_PORT: String(mediaPort) };
      progress('opening a show');
      const show = await ShowUnderTest.open({ camera: CAMERA, server: { env } });
      lifetime.adopt(() => show.close());
      await show.goLive();
      progress('a guest comes on stage');
      const guest = await PromotedGuest.arrive(show, CAMERA, 'Gwen');
      await guest.comeOnStage(show.host);
      const viewer = await show.openViewer();
      const gaps = await Promise.all([
        FrameGaps.watch(viewer, VIEWER_VIDEO),
        FrameGaps.watch(guest.page, '.tile:not([aria-label*="Gwen"]) video'),
        FrameGaps.watch(show.host, '.tile[aria-label*="Gwen"] video'),
      ]);
      await systemClock.sleep(SETTLED_MS);
      return new FloodedShow(lifetime, { ...(await tickets(show)), mediaPort }, gaps);
    } catch (error) {
      await lifetime.close('could not open the show').catch(() => undefined);
      throw error;
    }
  }

  private constructor(lifetime: Lifetime, target: FloodTarget, gaps: [FrameGaps, FrameGaps, FrameGaps]) {
    this.#lifetime = lifetime;
    this.#target = target;
    this.#gaps = gaps;
  }

  /** What the pages show in so many seconds without a flood: the machine's own part in what is measured. */
  async calm(seconds: number): Promise<FloodResult> {
    return this.#measure('none', seconds, { opened: 0, sent: 0, refused: 0 });
  }

  async under(kind: string, seconds: number): Promise<FloodResult> {
    const flood = await FloodProcess.begin(kind, this.#target);
    try {
      return await this.#measure(kind, seconds, flood.counts, flood);
    } finally {
      await flood.end();
      // What one flood left open is closed before the next begins.
      await systemClock.sleep(CALM_MS);
    }
  }

  close(): Promise<void> {
    return this.#lifetime.close('the floods are over');
  }

  async #measure(
    kind: string,
    seconds: number,
    counts: FloodCounts,
    flood?: FloodProcess,
  ): Promise<FloodResult> {
    for (const each of this.#gaps) await each.begin();
    await systemClock.sleep(seconds * 1_000);
    const [viewer, guest, host] = await Promise.all(this.#gaps.map((each) => each.longest()));
    if (viewer === undefined || guest === undefined || host === undefined) throw new Error('nobody watched');
    return {
      kind,
      seconds,
      viewerMs: viewer.longestMs,
      guestMs: guest.longestMs,
      hostMs: host.longestMs,
      counts: flood?.counts ?? counts,
    };
  }
}

async function tickets({ server, showId }: ShowUnderTest): Promise<Omit<FloodTarget, 'mediaPort'>> {
  const owner = await ownerAt(server.url);
  const wish = { role: 'co-host', name: 'Flood' };
  const hostTicket = String((await owner.post(`/shows/${showId}/tickets`, wish)).body.ticket);
  const stranger = new ApiClient(server.url);
  const viewerTickets: string[] = [];
  for (let number = 0; number < VIEWER_TICKETS; number += 1)
    viewerTickets.push(
      String((await stranger.post(`/shows/${showId}/watch`, { name: `Flood ${number}` })).body.ticket),
    );
  return { port: server.port, showId, hostTicket, viewerTickets };
}

/** What was noticed, in words. */
export function noticed({ kind, viewerMs, guestMs, hostMs }: FloodResult): string[] {
  const of = (who: string, ms: number) =>
    ms > UNNOTICED_MS ? [`${kind}: ${who} saw no new frame for ${ms} ms`] : [];
  return [...of('the viewer', viewerMs), ...of('the guest', guestMs), ...of('the host', hostMs)];
}
