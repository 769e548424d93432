import { systemClock } from '#kernel';
import { ChaosShow } from '../../chaos/chaos-show.js';
import type { Damage } from '../../chaos/damage.js';
import { freePort } from '../../support/kernel/free-port.js';
import { ApiClient } from '../../support/server/api-client.js';
import { OWNER_PASSWORD } from '../../support/server/signed-in-owner.js';
import type { FloodCounts, FloodTarget } from './flood.js';
import { FloodProcess } from './flood-process.js';

const VIEWER_TICKETS = 200;
/** A frame more or less beside each other is no freeze. */
export const UNNOTICED_MS = 300;
const CALM_MS = 1_500;

export interface FloodResult {
  kind: string;
  seconds: number;
  /** Longest time without a new frame: at the viewer (hls.js), at the guest and at the host (WebRTC). */
  viewerMs: number;
  guestMs: number;
  hostMs: number;
  /** Longest time without the voice of the other. */
  viewerSilentMs: number;
  guestSilentMs: number;
  counts: FloodCounts;
}

/** A real show, a viewer and a guest in real browsers, and what a flood does to them. */
export class FloodedShow {
  readonly #chaos: ChaosShow;
  readonly #target: FloodTarget;

  static async open(progress: (fact: string) => void): Promise<FloodedShow> {
    const mediaPort = await freePort();
    const chaos = await ChaosShow.open(
      {
        name: 'floods',
        title: 'Floods',
        show: { server: { env: { PROSCENIUM_STAGE_RTC_PORT: String(mediaPort) } } },
        strike: async () => undefined,
      },
      progress,
    );
    try {
      return new FloodedShow(chaos, { ...(await tickets(chaos)), mediaPort });
    } catch (error) {
      await chaos.close();
      throw error;
    }
  }

  private constructor(chaos: ChaosShow, target: FloodTarget) {
    this.#chaos = chaos;
    this.#target = target;
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
    return this.#chaos.close();
  }

  async #measure(
    kind: string,
    seconds: number,
    counts: FloodCounts,
    flood?: FloodProcess,
  ): Promise<FloodResult> {
    const { viewer, guest, host } = this.#chaos.watched;
    for (const page of [viewer, guest, host]) page.forget();
    // The meters look back over a moment before the flood, which has to be filled.
    await systemClock.sleep(CALM_MS);
    const beganMs = systemClock.wallMs();
    await systemClock.sleep(seconds * 1_000);
    const untilMs = systemClock.wallMs();
    const [atViewer, atGuest, atHost] = [viewer, guest, host].map((page) =>
      page.damage(beganMs, untilMs),
    ) as [Damage, Damage, Damage];
    return {
      kind,
      seconds,
      viewerMs: atViewer.longestStallMs,
      guestMs: atGuest.longestStallMs,
      hostMs: atHost.longestStallMs,
      viewerSilentMs: atViewer.longestSilenceMs,
      guestSilentMs: atGuest.longestSilenceMs,
      counts: flood?.counts ?? counts,
    };
  }
}

async function tickets({ show }: ChaosShow): Promise<Omit<FloodTarget, 'mediaPort'>> {
  const { server, showId } = show;
  const owner = new ApiClient(server.url);
  await owner.post('/session', { email: 'ada@example.org', password: OWNER_PASSWORD });
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
