import type { Lifetime } from '#kernel';
import { TestBrowser } from '../../support/engines/chromium.js';
import type { VideoReading } from '../../support/meters/page-meters.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import { ClockSender } from '../stage/clock-sender.js';
import { DefaultShow } from '../stage/default-show.js';

/** `default` is what `npm start` makes; `small` is one rung of 640x360, encoded ultrafast. */
export type ProgrammeSize = 'default' | 'small';

/** What a viewer's page is opened on, and how old a frame is that it shows. */
export interface FilmedShow {
  server: { url: string; port: number };
  browser: TestBrowser;
  showId: string;
  agesMs(readings: readonly VideoReading[]): number[];
}

/** The show that comes with a server, on air, with a host whose frames were encoded before; a browser for viewers. */
export async function filmedShow(
  lifetime: Lifetime,
  profile: 'low' | 'ultra',
  size: ProgrammeSize = 'default',
): Promise<FilmedShow> {
  const show = await DefaultShow.open(lifetime, {
    ...(size === 'small' ? SMALL_PROGRAMME : {}),
    PROSCENIUM_DELIVERY_PROFILE: profile,
  });
  const sender = await show.bringHost(ClockSender.start);
  await show.goLive();
  const browser = await TestBrowser.launch();
  lifetime.adopt(() => browser.close());
  return {
    ...{ server: show.server, browser, showId: show.showId },
    agesMs: (readings) =>
      readings.flatMap(({ tiles, wallMs }) => {
        const clock = tiles[0]?.clock;
        return clock === undefined ? [] : [sender.ageMs(clock, wallMs)];
      }),
  };
}
