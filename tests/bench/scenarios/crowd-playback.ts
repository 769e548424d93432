import type { MeasuredAudience } from '../../support/hls-load/hls-audience.js';
import { percentile } from '../../support/meters/statistics.js';
import { ScriptProcess } from '../../support/processes/script-process.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { chat, joinAll, startServer } from './audience-crowd.js';

const PLAYERS = 20;
/** What the players' process takes to start, join and settle before it measures. */
const BEFORE_SECONDS = 5;

async function playback(bench: Bench, url: string, seconds: number): Promise<MeasuredAudience> {
  const players = await ScriptProcess.start<MeasuredAudience>('tests/bench/crowds/hls-audience-process.ts', [
    ...[url, `${PLAYERS}`, `${seconds}`],
  ]);
  bench.lifetime.adopt(() => players.close());
  return players.ready;
}

const refused = ({ outcomes }: MeasuredAudience) =>
  Object.entries(outcomes).reduce((sum, [status, count]) => (status === '200' ? sum : sum + count), 0);

async function run(bench: Bench): Promise<ScenarioRun> {
  const [count, seconds] = bench.mode === 'quick' ? [1_000, 5] : [5_000, 15];
  const { port, playbackUrl } = await startServer(bench);
  bench.progress('players alone');
  const alone = await playback(bench, playbackUrl, seconds);
  const viewers = await joinAll(bench, port, count);
  bench.progress('chat');
  const [beside, talk] = await Promise.all([
    playback(bench, playbackUrl, seconds),
    chat(viewers, seconds + BEFORE_SECONDS),
  ]);
  return {
    figures: {
      viewers: count,
      chatP95Ms: percentile(talk.p95s, 0.95),
      aloneMs: alone.edgeLagMs.p95,
      besideMs: beside.edgeLagMs.p95,
      addedMs: beside.edgeLagMs.p95 - alone.edgeLagMs.p95,
      worstMs: beside.edgeLagMs.most - alone.edgeLagMs.p95,
      failed: refused(beside) + beside.missingParts.length,
      partsShare: beside.parts / alone.parts,
    },
    notes: ['The crowd and the players run on the same two cores as the server.'],
  };
}

export const scenario: Scenario = {
  name: 'crowd-playback',
  title: 'Playback while thousands talk',
  explains:
    'Twenty players follow the live edge of a show, part by part, while 5,000 sockets (1,000 quick) of the same show at the same server read 20 chat messages a second. How old a part is when it has arrived at a player, without the crowd and beside it in the same run. A player has one part of half a second in hand.',
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
    { key: 'addedMs', title: 'added by the crowd, p95', unit: 'ms', goal: { atMost: 250 } },
    { key: 'worstMs', title: 'added by the crowd, worst part', unit: 'ms', goal: { atMost: 500 } },
    { key: 'failed', title: 'requests that failed, parts that were missing', unit: '', goal: { atMost: 0 } },
    { key: 'partsShare', title: 'parts that arrived, beside and alone', unit: 'x', goal: { atLeast: 0.98 } },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
