import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';
import { median } from '../../support/meters/statistics.js';
import { ShowUnderTest } from '../../support/server/show-under-test.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import { SiteVisitor } from '../../support/web/site-visitor.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const ROUNDS = { quick: 1, full: 5 } as const;
const SEEN_WITHIN_MS = 30_000;
const MANNER = { language: 'en', size: 'desktop', theme: 'dark' } as const;

interface PageWindow {
  document: { querySelector(at: string): { readyState: number; currentTime: number } | null };
}

/** Resolves when the host's page shows moving video of that person. */
async function seen(host: Page, name: string): Promise<number> {
  await host.waitForFunction(
    (at) => {
      const video = (globalThis as never as PageWindow).document.querySelector(at);
      return video !== null && video.readyState >= 2 && video.currentTime > 0;
    },
    `.tile[aria-label*="${name}"] video`,
    { polling: 'raf', timeout: SEEN_WITHIN_MS },
  );
  return systemClock.monotonicMs();
}

/** From the audience to the stage: devices open, the button in sight. */
async function prepare(show: ShowUnderTest, name: string): Promise<SiteVisitor> {
  const guest = await SiteVisitor.arrive(show.browser, MANNER);
  guest.page.setDefaultTimeout(SEEN_WITHIN_MS);
  await guest.page.goto(`${show.server.url}/watch/${show.showId}`);
  await guest.seesVideo();
  await guest.button('hand.raise').click();
  const asked = guest.page.getByRole('dialog');
  await asked.getByLabel(guest.words('common.name')).fill(name);
  await asked.getByRole('button', { name: guest.words('hand.raise') }).click();
  await show.host.getByRole('button', { name: guest.words('studio.hands.invite'), exact: true }).click();
  await guest.button('hand.accept').click();
  await guest.seesVideo('.device-preview video');
  return guest;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await ShowUnderTest.open({
    server: { env: SMALL_PROGRAMME },
    camera: { width: 640, height: 360 },
  });
  bench.lifetime.adopt(() => show.close());
  await show.goLive();
  const [throughMs, onMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS[bench.mode]; round += 1) {
    bench.progress(`guest ${round + 1}`);
    const name = `Guest ${round + 1}`;
    const guest = await prepare(show, name);
    const bringOn = show.host.getByRole('button', {
      name: guest.words('studio.person.on'),
      exact: true,
    });
    // The guest's click, the green room, the host's click as soon as there is something to click, and the video.
    const pressedMs = systemClock.monotonicMs();
    await guest.button('hand.ready').click();
    await show.host.waitForFunction(
      (text) => {
        const { document } = globalThis as never as {
          document: { querySelectorAll(at: string): Iterable<{ textContent: string; disabled: boolean }> };
        };
        return [...document.querySelectorAll('button')].some(
          ({ textContent, disabled }) => textContent === text && !disabled,
        );
      },
      guest.words('studio.person.on'),
      { polling: 'raf' },
    );
    const readyMs = systemClock.monotonicMs();
    await bringOn.click();
    const seenMs = await seen(show.host, name);
    throughMs.push(seenMs - pressedMs);
    onMs.push(seenMs - readyMs);
    await guest.close();
  }
  return { figures: { throughMs: median(throughMs), onMs: median(onMs) } };
}

export const scenario: Scenario = {
  name: 'promotion',
  title: 'From the audience to the stage, by the pages’ own buttons',
  explains:
    'A viewer has raised a hand, was invited and has checked the devices. From the click that says ready to the video at the host, the host bringing the guest on as soon as the button allows it; and from that click alone, when everything slow has happened in the green room. The programme is small (640x360, one rung): two pages with cameras fill the machine, and none of this time is the programme’s.',
  figures: [
    {
      key: 'throughMs',
      title: 'from "ready" to seen by the host, median',
      unit: 'ms',
      goal: { atMost: 1_500 },
    },
    {
      key: 'onMs',
      title: 'from "bring on stage" to seen by the host, median',
      unit: 'ms',
      goal: { atMost: 400 },
    },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
