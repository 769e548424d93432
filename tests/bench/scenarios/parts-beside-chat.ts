import { constants, setPriority } from 'node:os';
import type { MeasuredAudience } from '../../support/hls-load/hls-audience.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { ScriptProcess } from '../../support/processes/script-process.js';
import type { ApiClient } from '../../support/server/api-client.js';
import { CROWD_RULES } from '../crowds/crowd-rules.js';
import { SocketViewer } from '../crowds/socket-viewer.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { DefaultShow } from '../stage/default-show.js';
import { FilmSender } from '../stage/film-sender.js';
import { chat } from './audience-crowd.js';

const PLAYERS = '20';
const TABS_OF_A_PERSON = 8;
/** A network may show sixty messages at once and ten a second: crowds that chat are not all behind one address. */
const PERSONS_OF_A_NETWORK = 25;
const JOIN_AT_ONCE = 50;
/** What the players' process takes to start, join and settle before it measures. */
const BEFORE_SECONDS = 5;
/** With the rule “in step” on and off: the machine's speed changes while it runs. */
const TURNS = [true, false, false, true];

export async function mintTickets(owner: ApiClient, showId: string, count: number): Promise<string[]> {
  const tickets: string[] = [];
  while (tickets.length < count) {
    const { status, headers, body } = await owner.post(`/shows/${showId}/tickets`, {
      role: 'viewer',
      name: `Viewer ${tickets.length}`,
    });
    if (status === 201) tickets.push(body.ticket as string);
    else if (status === 429)
      await new Promise((resolve) => setTimeout(resolve, 1_000 * Number(headers.get('retry-after') ?? 1)));
    else throw new Error(`no ticket: ${status} ${body.code}`);
  }
  return tickets;
}

/** Persons of all networks in turns, then their next tabs: neither a person nor a network speaks twice in a row. */
async function joinAll(bench: Bench, port: number, tickets: readonly string[]): Promise<SocketViewer[]> {
  const count = tickets.length * TABS_OF_A_PERSON;
  const networks = Math.ceil(tickets.length / PERSONS_OF_A_NETWORK);
  const join = (index: number): Promise<SocketViewer> =>
    SocketViewer.joinWith(port, {
      ticket: tickets[index % tickets.length] ?? '',
      tabId: `tab-${Math.floor(index / tickets.length)}`,
      address: `198.51.100.${1 + ((index % tickets.length) % networks)}`,
    });
  const viewers: SocketViewer[] = [];
  bench.lifetime.adopt(() => {
    for (const viewer of viewers) viewer.close();
  });
  for (let from = 0; from < count; from += JOIN_AT_ONCE) {
    const batch = Array.from({ length: Math.min(JOIN_AT_ONCE, count - from) }, (_, at) => join(from + at));
    viewers.push(...(await Promise.all(batch)));
    if (from % 500 === 0) bench.progress(`${from} joined`);
  }
  return viewers;
}

async function playback(bench: Bench, url: string, seconds: number): Promise<MeasuredAudience> {
  const players = await ScriptProcess.start<MeasuredAudience>('tests/bench/crowds/hls-audience-process.ts', [
    ...[url, PLAYERS, `${seconds}`],
  ]);
  bench.lifetime.adopt(() => players.close());
  return players.ready;
}

interface Turn {
  isInStep: boolean;
  players: MeasuredAudience;
  chatP95Ms: number;
}

async function joinAsHost(bench: Bench, { server, owner, showId }: DefaultShow): Promise<SocketViewer> {
  const { body } = await owner.post(`/shows/${showId}/tickets`, { role: 'host', name: 'Host' });
  const ticket = body.ticket as string;
  const host = await SocketViewer.joinWith(server.port, { ticket, tabId: 'host', address: '198.51.100.250' });
  bench.lifetime.adopt(() => host.close());
  return host;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const [persons, seconds] = bench.mode === 'quick' ? [125, 5] : [625, 15];
  bench.progress('a host on stage');
  const show = await DefaultShow.open(bench.lifetime, { PROSCENIUM_TRUSTED_PROXIES: '127.0.0.1' });
  const { server, owner, showId } = show;
  await show.bringHost(FilmSender.start);
  const url = await show.goLive();
  bench.progress('players alone');
  const alone = await playback(bench, url, seconds);
  bench.progress('tickets');
  const viewers = await joinAll(bench, server.port, await mintTickets(owner, showId, persons));
  const moderator = await joinAsHost(bench, show);
  await moderator.ask('audience.set-rules', CROWD_RULES);
  // The crowd, which is this process, has machines of its own: here it reads when the server has nothing to do.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  bench.lifetime.adopt(() => setPriority(constants.priority.PRIORITY_NORMAL));
  const turns: Turn[] = [];
  for (const isInStep of TURNS) {
    bench.progress(isInStep ? 'chat in step' : 'chat at once');
    await moderator.ask('audience.set-rules', { inStep: isInStep });
    const [players, talk] = await Promise.all([
      playback(bench, url, seconds),
      chat(viewers, seconds + BEFORE_SECONDS),
    ]);
    turns.push({ isInStep, players, chatP95Ms: percentile(talk.p95s, 0.95) });
  }
  const lagOf = (inStep: boolean) =>
    median(turns.flatMap(({ isInStep, players }) => (isInStep === inStep ? [players.edgeLagMs.p95] : [])));
  return {
    figures: {
      viewers: viewers.length,
      chatP95Ms: median(turns.map(({ chatP95Ms }) => chatP95Ms)),
      aloneMs: alone.edgeLagMs.p95,
      besideMs: lagOf(true),
      besideAtOnceMs: lagOf(false),
      addedMs: lagOf(true) - alone.edgeLagMs.p95,
      missing: turns.reduce((sum, { players }) => sum + players.missingParts.length, 0),
    },
    notes: [
      'The whole server with the default show; crowd, players and encoders share two cores. Its readers yield to the server, since they stand for other machines; the players, which measure, do not.',
    ],
  };
}

export const scenario: Scenario = {
  name: 'parts-beside-chat',
  title: 'Parts of the default show beside 5,000 chat sockets',
  explains:
    'The whole server as `npm start` runs it, a show of 720p in three renditions on air with a host whose camera was encoded before. Twenty players follow its live edge, first alone, then while 5,000 sockets (1,000 quick) of the same show read 20 chat messages a second, by turns with the rule “in step” on and off. How old a part is when it has arrived.',
  figures: [
    { key: 'viewers', title: 'viewers in the chat', unit: 'sockets' },
    { key: 'chatP95Ms', title: 'p95 delay of the chat, of 95 % of the viewers', unit: 'ms' },
    { key: 'aloneMs', title: 'age of a part at arrival, p95, no crowd', unit: 'ms' },
    {
      key: 'besideMs',
      title: 'age of a part at arrival, p95, beside the crowd',
      unit: 'ms',
      beside: 'aloneMs',
    },
    {
      key: 'besideAtOnceMs',
      title: 'the same beside a crowd whose chat is shown at once',
      unit: 'ms',
      beside: 'besideMs',
    },
    { key: 'addedMs', title: 'added by the crowd, p95', unit: 'ms', goal: { atMost: 50 } },
    { key: 'missing', title: 'parts that were missing', unit: '', goal: { atMost: 0 } },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
