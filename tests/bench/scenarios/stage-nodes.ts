import { framesAfter, watchVideo } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { killNode } from '../../support/server/cluster-node.js';
import { ClusterStage } from '../../support/stage/cluster-stage.js';
import { lipSyncOfOther } from '../../support/stage/lip-sync-of-other.js';
import { OTHERS_CAMERA, OTHERS_VOICE } from '../../support/stage/stage-browser.js';
import type { Bench, Scenario } from '../scenario.js';
import { pipeLatencies } from '../stage/pipe-latency.js';

const READY_WITHIN_MS = 30_000;
const KILLS = { quick: 1, full: 10 } as const;
const BEEPS = { quick: { settling: 15, beeps: 8 }, full: { settling: 30, beeps: 20 } } as const;

/** Of a guest who sees and hears the host there. */
async function lipSync(bench: Bench, stage: ClusterStage, url: string): Promise<number[]> {
  const listener = await stage.listener(url);
  const offsets = await lipSyncOfOther(listener.page, BEEPS[bench.mode]);
  await listener.ask('session.leave', {});
  await listener.page.close();
  return offsets;
}

/** One after the other: two browsers that decode at once are short of the machine, and buffer audio for that. */
async function lipSyncs(bench: Bench, stage: ClusterStage): Promise<{ direct: number[]; piped: number[] }> {
  const { node, url } = await stage.carrier();
  bench.progress('lip sync at the first node');
  const direct = await lipSync(bench, stage, stage.first.url);
  bench.progress('lip sync over a pipe');
  const piped = await lipSync(bench, stage, url);
  killNode(node);
  return { direct, piped };
}

/** Nodes that carry one guest each are killed one after the other: how long that guest sees nothing. */
async function killCarriers(bench: Bench, stage: ClusterStage): Promise<number[]> {
  const backMs: number[] = [];
  for (let kill = 1; kill <= KILLS[bench.mode]; kill += 1) {
    bench.progress(`node ${kill} of ${KILLS[bench.mode]}`);
    const { node, guest } = await stage.carriedGuest();
    for (const selector of [OTHERS_CAMERA, OTHERS_VOICE])
      await guest.page.waitForSelector(selector, { state: 'attached' });
    const meter = await watchVideo(guest.page, OTHERS_CAMERA);
    await meter.readings.until('frames', READY_WITHIN_MS, (all) => all.at(30));
    const killedWallMs = await guest.now();
    killNode(node);
    backMs.push(await framesAfter(meter, killedWallMs, READY_WITHIN_MS));
    await guest.ask('session.leave', {});
    await guest.page.close();
  }
  return backMs;
}

export const scenario: Scenario = {
  name: 'stage-nodes',
  title: 'A stage over two nodes',
  explains:
    'What a pipe between two nodes adds to the way of a packet (plain RTP in, ICE and DTLS out, compared packet by packet with a listener at the first node; both nodes on one machine), and over a real cluster with Chromium pages: lip sync at the other node and, as what a browser makes of it without a pipe, at the first one, from half a minute after entering on; and the time from `kill -9` of the node that carries a guest until that guest sees the host again.',
  figures: [
    { key: 'addedMedianMs', title: 'added by a pipe, median', unit: 'ms', goal: { atMost: 1 } },
    { key: 'addedP95Ms', title: 'added by a pipe, 95th percentile', unit: 'ms', goal: { atMost: 5 } },
    { key: 'lipSyncMs', title: 'lip sync over a pipe, median', unit: 'ms', goal: { atMost: 45 } },
    { key: 'lipSyncDirectMs', title: 'lip sync at the first node, median', unit: 'ms' },
    { key: 'backMedianMs', title: 'carrying node killed: seen again after, median', unit: 'ms' },
    {
      key: 'backP95Ms',
      title: 'carrying node killed: seen again after, 95th percentile',
      unit: 'ms',
      goal: { atMost: 2_500 },
    },
  ],
  runs: { quick: 1, full: 1 },
  isLong: true,
  run: async (bench) => {
    bench.progress('packets through a pipe');
    const added = await pipeLatencies(bench);
    const stage = await ClusterStage.open();
    bench.lifetime.adopt(() => stage.close());
    const { direct, piped } = await lipSyncs(bench, stage);
    const backMs = await killCarriers(bench, stage);
    return {
      figures: {
        addedMedianMs: median(added),
        addedP95Ms: percentile(added, 0.95),
        lipSyncMs: Math.abs(median(piped)),
        lipSyncDirectMs: Math.abs(median(direct)),
        backMedianMs: median(backMs),
        backP95Ms: percentile(backMs, 0.95),
      },
    };
  },
};
