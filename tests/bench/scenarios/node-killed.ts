import { systemClock } from '#kernel';
import { PostgresServer } from '../../support/data/postgres-server.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { percentile } from '../../support/meters/statistics.js';
import { PartArrivals } from '../../support/origin/part-arrivals.js';
import { killNode, signalNode, startClusterNode } from '../../support/server/cluster-node.js';
import { lastSegmentOf, playlistUrl } from '../../support/server/cluster-show.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const SOON_MS = 60_000;
/** What a node's death holds up is over by then. */
const WATCHED_MS = 10_000;
const SEGMENTS_BEFORE = 3;
/** Of the part grid: when a strike falls decides how much of a part is lost with the node. */
const PHASES = 8;
const STRUCK_PHASES = { quick: [0, 5], full: [0, 1, 2, 3, 4, 5, 6, 7] };
const PART_MS = { low: 500, ultra: 200 };

interface Series {
  key: string;
  resilience: 'none' | 'standby';
  profile: keyof typeof PART_MS;
  strike: 'SIGKILL' | 'SIGSTOP';
}

const SERIES: readonly Series[] = [
  { key: 'none', resilience: 'none', profile: 'low', strike: 'SIGKILL' },
  { key: 'standby', resilience: 'standby', profile: 'low', strike: 'SIGKILL' },
  { key: 'hung', resilience: 'standby', profile: 'low', strike: 'SIGSTOP' },
  { key: 'ultra', resilience: 'standby', profile: 'ultra', strike: 'SIGKILL' },
  { key: 'ultraHung', resilience: 'standby', profile: 'ultra', strike: 'SIGSTOP' },
];

/** Strikes so much of a part after one has come: the longest wait for a part from then on, and the cuts that are listed. */
async function strikeAt(url: string, phaseMs: number, strike: () => void) {
  const arrivals = PartArrivals.watch(url);
  const partAtMs = await arrivals.next();
  await systemClock.sleep(Math.max(0, partAtMs + phaseMs - systemClock.monotonicMs()));
  const struckMs = systemClock.monotonicMs();
  strike();
  await systemClock.sleep(WATCHED_MS);
  const waitMs = arrivals.longestWaitMs(struckMs);
  await arrivals.close();
  return { waitMs, cuts: arrivals.cuts };
}

/** Kills or stops the node that runs the show, at each phase of the part grid, each time beside another one. */
async function strikeSome(bench: Bench, { resilience, profile, strike }: Series) {
  const { lifetime, mode } = bench;
  const postgres = await PostgresServer.create();
  lifetime.adopt(() => postgres.close());
  let active = await startClusterNode('node-0', postgres, lifetime);
  const { owner } = await signedInOwner(active);
  const made = await owner.post('/shows', { title: 'Killed', visibility: 'public', profile, resilience });
  const showId = String(made.body.id);
  await owner.post(`/shows/${showId}/live`);
  const took: number[] = [];
  let cuts = 0;
  for (const phase of STRUCK_PHASES[mode]) {
    const other = await startClusterNode(`node-after-${phase}`, postgres, lifetime);
    if (resilience === 'standby')
      await waitFor('a standby', SOON_MS, () => other.hasLogged('"state":"in-step"'));
    const first = await waitFor('the other node to play it', SOON_MS, () => lastSegmentOf(other, showId));
    await waitFor('some segments', SOON_MS, async () => {
      const now = await lastSegmentOf(other, showId);
      return now !== undefined && now >= first + SEGMENTS_BEFORE;
    });
    const phaseMs = (phase * PART_MS[profile]) / PHASES;
    const url = playlistUrl(other, showId, 'video-360');
    const seen = await strikeAt(url, phaseMs, () => signalNode(active, strike));
    killNode(active);
    const waited = `${Math.round(seen.waitMs)} ms, ${seen.cuts} cuts`;
    bench.progress(`${resilience}, ${profile}: ${strike} at ${phase}/${PHASES} of a part: ${waited}`);
    took.push(seen.waitMs);
    cuts = Math.max(cuts, seen.cuts);
    active = other;
  }
  killNode(active);
  return { took, cuts };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const figures: ScenarioRun['figures'] = {};
  for (const series of SERIES) {
    const { took, cuts } = await strikeSome(bench, series);
    figures[`${series.key}P95Ms`] = percentile(took, 0.95);
    figures[`${series.key}P50Ms`] = percentile(took, 0.5);
    if (series.resilience === 'standby') figures[`${series.key}Cuts`] = cuts;
  }
  return {
    figures,
    notes: [
      `a part is due every ${PART_MS.low} ms (${PART_MS.ultra} in the profile ultra) on any node: that much is in each figure at most`,
    ],
  };
}

export const scenario: Scenario = {
  name: 'node-killed',
  title: 'The node of a live show is killed',
  explains:
    'Two nodes with one PostgreSQL on this machine, a programme of 360 lines. Every process of the node that runs the show gets SIGKILL, or SIGSTOP as a machine that hangs, at each eighth of a part; the other node is watched for ten seconds: the longest time without a new part, without and with a standby.',
  figures: [
    {
      key: 'noneP95Ms',
      title: 'without a standby, longest wait for a part, p95',
      unit: 'ms',
      goal: { atMost: 3_000 },
    },
    { key: 'noneP50Ms', title: 'without a standby, longest wait, median', unit: 'ms' },
    {
      key: 'standbyP95Ms',
      title: 'with a standby, longest wait for a part, p95',
      unit: 'ms',
      goal: { atMost: 900 },
    },
    { key: 'standbyP50Ms', title: 'with a standby, longest wait, median', unit: 'ms' },
    { key: 'standbyCuts', title: 'with a standby, discontinuities', unit: 'cuts', goal: { atMost: 0 } },
    { key: 'hungP95Ms', title: 'stopped, with a standby, longest wait for a part, p95', unit: 'ms' },
    { key: 'hungP50Ms', title: 'stopped, with a standby, longest wait, median', unit: 'ms' },
    { key: 'hungCuts', title: 'stopped, with a standby, discontinuities', unit: 'cuts', goal: { atMost: 0 } },
    { key: 'ultraP95Ms', title: '`ultra`, with a standby, longest wait for a part, p95', unit: 'ms' },
    { key: 'ultraP50Ms', title: '`ultra`, with a standby, longest wait, median', unit: 'ms' },
    {
      key: 'ultraCuts',
      title: '`ultra`, with a standby, discontinuities',
      unit: 'cuts',
      goal: { atMost: 0 },
    },
    { key: 'ultraHungP95Ms', title: '`ultra`, stopped, with a standby, longest wait, p95', unit: 'ms' },
    { key: 'ultraHungP50Ms', title: '`ultra`, stopped, with a standby, longest wait, median', unit: 'ms' },
    {
      key: 'ultraHungCuts',
      title: '`ultra`, stopped, with a standby, discontinuities',
      unit: 'cuts',
      goal: { atMost: 0 },
    },
  ],
  runs: { quick: 1, full: 2 },
  run,
};
