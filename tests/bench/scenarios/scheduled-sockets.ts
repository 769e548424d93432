import { systemClock } from '#kernel';
import { TestBrowser } from '../../support/engines/chromium.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { SocketViewer } from '../crowds/socket-viewer.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { DefaultShow } from '../stage/default-show.js';
import { FilmSender } from '../stage/film-sender.js';
import { chat } from './audience-crowd.js';
import { joinPersons, mintTickets } from './parts-beside-chat.js';

/** In turns, so that a machine that warms up favours neither. */
const TURNS = [true, false, false, true];
/** Of one person: eight tabs, as in the scenario beside. */
const SIZES = { quick: { persons: 125, seconds: 5 }, full: { persons: 625, seconds: 15 } } as const;
/** Everybody hears of the rule; what was waiting by the old one is shown. */
const SETTLES_MS = 3_000;

interface Turn {
  serverCores: number;
  pageCores: number;
  p95Ms: number;
}

async function moderatorOf({ owner, showId, server }: DefaultShow): Promise<SocketViewer> {
  const { status, body } = await owner.post(`/shows/${showId}/tickets`, { role: 'host', name: 'Host' });
  if (status !== 201) throw new Error(`no ticket: ${status} ${body.code}`);
  return SocketViewer.joinWith(server.port, { ticket: body.ticket as string, tabId: 'host' });
}

/** CPU of the process of API, signaling and chat alone, and of a browser with one watch page. */
async function measureTurn(
  pids: { server: number; browser: number },
  viewers: readonly SocketViewer[],
  seconds: number,
): Promise<Turn> {
  const server = CpuMeter.start(pids.server, ({ pid }) => (pid === pids.server ? 'server' : 'children'));
  const browser = CpuMeter.start(pids.browser, () => 'page');
  const { p95s } = await chat(viewers, seconds);
  return {
    serverCores: server.stop().coresOf.server ?? 0,
    pageCores: browser.stop().totalCores,
    p95Ms: percentile(p95s, 0.95),
  };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const { persons, seconds } = SIZES[bench.mode];
  bench.progress('a host on stage');
  const show = await DefaultShow.open(bench.lifetime, {
    PROSCENIUM_TRUSTED_PROXIES: '127.0.0.1',
    PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0',
  });
  await show.bringHost(FilmSender.start);
  await show.goLive();
  const moderator = await moderatorOf(show);
  bench.lifetime.adopt(() => moderator.close());
  bench.progress('a watch page');
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`${show.server.url}/watch/${show.showId}`);
  await page.locator('.chat').first().waitFor();
  const viewers = await joinPersons(
    bench,
    show.server.port,
    await mintTickets(show.owner, show.showId, persons),
  );
  const pids = { server: show.server.pidOf('server') ?? 0, browser: browser.pids[0] ?? 0 };
  const turns = new Map<boolean, Turn[]>([true, false].map((inStep) => [inStep, []]));
  for (const inStep of TURNS) {
    bench.progress(inStep ? 'in step' : 'at once');
    await moderator.ask('audience.set-rules', { inStep });
    await systemClock.sleep(SETTLES_MS);
    turns.get(inStep)?.push(await measureTurn(pids, viewers, seconds));
  }
  const of = (inStep: boolean, key: keyof Turn) => median((turns.get(inStep) ?? []).map((turn) => turn[key]));
  return {
    figures: {
      viewers: viewers.length,
      scheduledCores: of(true, 'serverCores'),
      immediateCores: of(false, 'serverCores'),
      ratio: of(true, 'serverCores') / of(false, 'serverCores'),
      scheduledPageCores: of(true, 'pageCores'),
      immediatePageCores: of(false, 'pageCores'),
      scheduledP95Ms: of(true, 'p95Ms'),
      immediateP95Ms: of(false, 'p95Ms'),
    },
    notes: [
      'The page plays the show and has its chat open; crowd, players and encoders share two cores. Parts beside the same crowd, in step: parts-beside-chat.',
    ],
  };
}

export const scenario: Scenario = {
  name: 'scheduled-sockets',
  title: 'A chat in step with each viewer’s own video, beside one that is shown at once',
  explains:
    'The default show on air. 5,000 sockets (1,000 quick) read 20 messages a second, in turns with the rule “in step” on and off, beside a watch page in Chromium that shows them. CPU is that of the process of API, signaling and chat, and of the whole browser.',
  figures: [
    { key: 'viewers', title: 'viewers in the chat', unit: 'sockets' },
    { key: 'scheduledCores', title: 'server CPU, in step', unit: 'core', beside: 'immediateCores' },
    { key: 'immediateCores', title: 'server CPU, at once', unit: 'core' },
    { key: 'ratio', title: 'in step, of at once', unit: 'of it', goal: { atMost: 1.2 } },
    {
      key: 'scheduledPageCores',
      title: 'browser CPU, in step',
      unit: 'core',
      beside: 'immediatePageCores',
    },
    { key: 'immediatePageCores', title: 'browser CPU, at once', unit: 'core' },
    {
      key: 'scheduledP95Ms',
      title: 'p95 delay to the socket, in step',
      unit: 'ms',
      beside: 'immediateP95Ms',
    },
    { key: 'immediateP95Ms', title: 'p95 delay to the socket, at once', unit: 'ms' },
  ],
  runs: { quick: 1, full: 2 },
  run,
};
