import { systemClock } from '#kernel';
import { TestBrowser } from '../../support/engines/chromium.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import { CROWD_RULES } from '../crowds/crowd-rules.js';
import { SocketViewer } from '../crowds/socket-viewer.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { DefaultShow } from '../stage/default-show.js';
import { FilmSender } from '../stage/film-sender.js';
import { chat, joinAll, startServer } from './audience-crowd.js';
import { mintTickets } from './parts-beside-chat.js';

/** In turns, so that a machine that warms up favours neither. */
const TURNS = [true, false, false, true];
const SIZES = { quick: { viewers: 1_000, seconds: 5 }, full: { viewers: 5_000, seconds: 12 } } as const;
/** Code is compiled before anything is measured. */
const WARM_SECONDS = 4;
/** Everybody hears of the rule; what was waiting by the old one is shown. */
const SETTLES_MS = 2_000;
/** One person says one thing a second at most, so 20 a second are of as many. */
const SPEAKERS = 25;

interface Turn {
  cores: number;
  p95Ms: number;
}

/** What `pid` and its children take while these viewers read and write, by turns with the rule on and off. */
async function measure(
  bench: Bench,
  { pid, moderator, viewers }: { pid: number; moderator: SocketViewer; viewers: readonly SocketViewer[] },
): Promise<(inStep: boolean, key: keyof Turn) => number> {
  const { seconds } = SIZES[bench.mode];
  const turns = new Map<boolean, Turn[]>([true, false].map((inStep) => [inStep, []]));
  await chat(viewers, WARM_SECONDS);
  for (const inStep of TURNS) {
    bench.progress(inStep ? 'in step' : 'at once');
    await moderator.ask('audience.set-rules', { inStep });
    await systemClock.sleep(SETTLES_MS);
    const meter = CpuMeter.start(pid, () => 'all');
    const { p95s } = await chat(viewers, seconds);
    const turn = { cores: meter.stop().totalCores, p95Ms: percentile(p95s, 0.95) };
    bench.progress(`${inStep ? 'in step' : 'at once'}: ${turn.cores.toFixed(3)} cores`);
    turns.get(inStep)?.push(turn);
  }
  return (inStep, key) => median((turns.get(inStep) ?? []).map((turn) => turn[key]));
}

async function measureServer(bench: Bench) {
  const { port, pid } = await startServer(bench);
  const viewers = await joinAll(bench, port, SIZES[bench.mode].viewers);
  const moderator = await SocketViewer.joinWith(port, { ticket: 'host:moderator', tabId: 'host' });
  bench.lifetime.adopt(() => moderator.close());
  const of = await measure(bench, { pid, moderator, viewers });
  for (const viewer of viewers) viewer.close();
  return of;
}

/** A watch page that plays a small show and shows what some people say: most of what it takes is the video. */
async function measurePage(bench: Bench) {
  bench.progress('a watch page');
  const show = await DefaultShow.open(bench.lifetime, {
    ...SMALL_PROGRAMME,
    PROSCENIUM_TRUSTED_PROXIES: '127.0.0.1',
    PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0',
  });
  await show.bringHost(FilmSender.start);
  await show.goLive();
  const { server, owner, showId } = show;
  const { body } = await owner.post(`/shows/${showId}/tickets`, { role: 'host', name: 'Host' });
  const join = (ticket: string, at: number) =>
    SocketViewer.joinWith(server.port, { ticket, tabId: `tab-${at}`, address: `198.51.100.${1 + (at % 5)}` });
  const moderator = await join(body.ticket as string, 0);
  await moderator.ask('audience.set-rules', CROWD_RULES);
  const viewers = await Promise.all((await mintTickets(owner, showId, SPEAKERS)).map(join));
  bench.lifetime.adopt(() => {
    for (const socket of [moderator, ...viewers]) socket.close();
  });
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`${server.url}/watch/${showId}`);
  await page.locator('.chat').first().waitFor();
  return measure(bench, { pid: browser.pids[0] ?? 0, moderator, viewers });
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const server = await measureServer(bench);
  const page = await measurePage(bench);
  return {
    figures: {
      viewers: SIZES[bench.mode].viewers,
      scheduledCores: server(true, 'cores'),
      immediateCores: server(false, 'cores'),
      ratio: server(true, 'cores') / server(false, 'cores'),
      scheduledPageCores: page(true, 'cores'),
      immediatePageCores: page(false, 'cores'),
      scheduledP95Ms: server(true, 'p95Ms'),
      immediateP95Ms: server(false, 'p95Ms'),
    },
    notes: [
      'The crowd runs on the same machine as the server. Parts of a show beside a crowd in step: parts-beside-chat.',
    ],
  };
}

export const scenario: Scenario = {
  name: 'scheduled-sockets',
  title: 'A chat in step with each viewer’s own video, beside one that is shown at once',
  explains:
    '5,000 sockets (1,000 quick) of one show read 20 messages a second, in turns with the rule “in step” on and off: CPU of the process of signaling and chat. Then a watch page in Chromium plays a small show (360p) and shows 20 messages a second, in the same turns: CPU of the whole browser.',
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
