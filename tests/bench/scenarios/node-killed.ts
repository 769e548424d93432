import type { Lifetime } from '#kernel';
import { systemClock } from '#kernel';
import { PostgresServer } from '../../support/data/postgres-server.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { percentile } from '../../support/meters/statistics.js';
import { PartArrivals } from '../../support/origin/part-arrivals.js';
import { killNode, signalNode, startClusterNode } from '../../support/server/cluster-node.js';
import { lastSegmentOf, playlistUrl } from '../../support/server/cluster-show.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { signedInOwner } from '../../support/server/signed-in-owner.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const SOON_MS = 60_000;
/** What a node's death holds up is over by then. */
const WATCHED_MS = 10_000;
const SEGMENTS_BEFORE = 3;
const KILLS = { quick: 2, full: 10 };
const PART_MS = 500;

type Resilience = 'none' | 'standby';
type Strike = 'SIGKILL' | 'SIGSTOP';

const says = (node: ServerUnderTest, text: string) => node.lines.all.some((line) => line.includes(text));

/** The longest wait for a part from the strike on, and the cuts that are listed. */
async function watch(url: string, struckMs: number): Promise<{ waitMs: number; cuts: number }> {
  const arrivals = PartArrivals.watch(url);
  await systemClock.sleep(WATCHED_MS);
  const waitMs = arrivals.longestWaitMs(struckMs);
  await arrivals.close();
  return { waitMs, cuts: arrivals.cuts };
}

/** Kills or stops the node that runs the show, again and again, each time beside another one. */
async function strikeSome(bench: Bench, lifetime: Lifetime, resilience: Resilience, strike: Strike) {
  const postgres = await PostgresServer.create();
  lifetime.adopt(() => postgres.close());
  let active = await startClusterNode('node-0', postgres, lifetime);
  const { owner } = await signedInOwner(active);
  const made = await owner.post('/shows', {
    ...{ title: 'Killed', visibility: 'public', profile: 'low', resilience },
  });
  const showId = String(made.body.id);
  await owner.post(`/shows/${showId}/live`);
  const took: number[] = [];
  let cuts = 0;
  for (let kill = 1; kill <= KILLS[bench.mode]; kill += 1) {
    bench.progress(`${resilience}: ${strike} ${kill}`);
    const other = await startClusterNode(`node-${kill}`, postgres, lifetime);
    if (resilience === 'standby') await waitFor('a standby', SOON_MS, () => says(other, '"state":"in-step"'));
    const first = await waitFor('the other node to play it', SOON_MS, () => lastSegmentOf(other, showId));
    await waitFor('some segments', SOON_MS, async () => {
      const now = await lastSegmentOf(other, showId);
      return now !== undefined && now >= first + SEGMENTS_BEFORE;
    });
    signalNode(active, strike);
    const seen = await watch(playlistUrl(other, showId, 'video-360'), systemClock.monotonicMs());
    killNode(active);
    took.push(seen.waitMs);
    cuts = Math.max(cuts, seen.cuts);
    active = other;
  }
  return { took, cuts };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const none = await strikeSome(bench, bench.lifetime, 'none', 'SIGKILL');
  const standby = await strikeSome(bench, bench.lifetime, 'standby', 'SIGKILL');
  const hung = await strikeSome(bench, bench.lifetime, 'standby', 'SIGSTOP');
  return {
    figures: {
      noneP95Ms: percentile(none.took, 0.95),
      noneP50Ms: percentile(none.took, 0.5),
      standbyP95Ms: percentile(standby.took, 0.95),
      standbyP50Ms: percentile(standby.took, 0.5),
      standbyCuts: standby.cuts,
      hungP95Ms: percentile(hung.took, 0.95),
      hungP50Ms: percentile(hung.took, 0.5),
      hungCuts: hung.cuts,
    },
    notes: [`a part is due every ${PART_MS} ms on any node: that much is in each figure at most`],
  };
}

export const scenario: Scenario = {
  name: 'node-killed',
  title: 'The node of a live show is killed',
  explains:
    'Two nodes with one PostgreSQL on this machine, a programme of 360 lines in the profile `low`. Every process of the node that runs the show gets SIGKILL, or SIGSTOP as a machine that hangs; the other node is watched for ten seconds: the longest time without a new part, without and with a standby.',
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
  ],
  runs: { quick: 1, full: 2 },
  run,
};
