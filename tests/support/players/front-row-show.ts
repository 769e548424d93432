import type { Page } from 'playwright-core';
import { latenciesMs } from '../meters/judge-video.js';
import { type Meter, type VideoReading, watchVideo } from '../meters/page-meters.js';
import { ShowUnderTest } from '../server/show-under-test.js';
import { SMALL_PROGRAMME } from '../server/small-programme.js';
import {
  bundleWhepClients,
  openWhepPage,
  type Played,
  playWhep,
  WHEP_VIDEO,
  type WhepClientName,
} from './whep-page.js';

/** A show on air with a host who films a bar code, and pages with WHEP clients that watch it. */
export class FrontRowShow {
  readonly show: ShowUnderTest;
  readonly #bundle: string;
  readonly #pages: Page[] = [];

  private constructor(show: ShowUnderTest, bundle: string) {
    this.show = show;
    this.#bundle = bundle;
  }

  static async open(): Promise<FrontRowShow> {
    const [show, bundle] = await Promise.all([
      ShowUnderTest.open({
        server: { env: { ...SMALL_PROGRAMME, PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '5' } },
        camera: { width: 640, height: 360 },
      }),
      bundleWhepClients(),
    ]);
    await show.goLive();
    return new FrontRowShow(show, bundle);
  }

  /** A page of its own that plays by this client; gone with `leave`. */
  async watch(client: WhepClientName): Promise<{ played: Played; meter: Meter<VideoReading> }> {
    const page = await openWhepPage(this.show.browser, this.#bundle);
    this.#pages.push(page);
    const played = await playWhep(page, client, `${this.show.server.url}/whep/${this.show.showId}`);
    return { played, meter: await watchVideo(page, WHEP_VIDEO) };
  }

  /** Everybody who watches. */
  async leave(): Promise<void> {
    for (const page of this.#pages.splice(0)) await page.close();
  }

  close(): Promise<void> {
    return this.show.close();
  }
}

/** How late the newest frames are, once there are as many that can be read. */
export const newestLatenciesMs = (meter: Meter<VideoReading>, count: number, withinMs: number) =>
  meter.readings.until(`${count} frames`, withinMs, (all) => {
    const found = latenciesMs(all.slice(-count));
    return found.length >= count ? found : undefined;
  });
