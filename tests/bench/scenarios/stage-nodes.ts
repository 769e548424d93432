import { BEAT_MS } from '../../support/engines/chromium.js';
import { lipSyncOffsetsMs } from '../../support/meters/judge-lip-sync.js';
import { framesAfter, watchAudio, watchVideo } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { killNode } from '../../support/server/cluster-node.js';
import { ClusterStage } from '../../support/stage/cluster-stage.js';
import { OTHERS_CAMERA, OTHERS_VOICE, type StageBrowserPage } from '../../support/stage/stage-browser.js';
import type { Bench, Scenario } from '../scenario.js';
import { pipeLatencies } from '../stage/pipe-latency.js';

const READY_WITHIN_MS = 30_000;
const KILLS = { quick: 1, full: 10 } as const;
const BEEPS = { quick: 8, full: 20 } as const;

/** What a guest hears of the host, beside what that guest sees. */
async function lipSync(bench: Bench, { page }: StageBrowserPage): Promise<number[]> {
  const seen = await watchVideo(page, OTHERS_CAMERA);
  const heard = await watchAudio(page, OTHERS_VOICE);
  const audio = await heard.readings.until('beeps', READY_WITHIN_MS, (all) =>
    all.flatMap(({ beepsWallMs }) => beepsWallMs).length >= BEEPS[bench.mode] ? all : undefined,
  );
  await Promise.all([seen.stop(), heard.stop()]);
  return lipSyncOffsetsMs(seen.readings.all, audio, BEAT_MS);
}

/** Nodes that carry one guest each are killed one after the other: lip sync before, and how long that guest sees nothing. */
async function overNodes(bench: Bench): Promise<{ offsets: number[]; backMs: number[] }> {
  const stage = await ClusterStage.open();
  bench.lifetime.adopt(() => stage.close());
  const offsets: number[] = [];
  const backMs: number[] = [];
  for (let kill = 1; kill <= KILLS[bench.mode]; kill += 1) {
    bench.progress(`node ${kill} of ${KILLS[bench.mode]}`);
    const { node, guest } = await stage.carriedGuest();
    for (const selector of [OTHERS_CAMERA, OTHERS_VOICE])
      await guest.page.waitForSelector(selector, { state: 'attached' });
    if (kill === 1) offsets.push(...(await lipSync(bench, guest)));
    const meter = await watchVideo(guest.page, OTHERS_CAMERA);
    await meter.readings.until('frames', READY_WITHIN_MS, (all) => all.at(30));
    const killedWallMs = await guest.now();
    killNode(node);
    backMs.push(await framesAfter(meter, killedWallMs, READY_WITHIN_MS));
    await guest.ask('session.leave', {});
    await guest.page.close();
  }
  return { offsets, backMs };
}

export const scenario: Scenario = {
  name: 'stage-nodes',
  title: 'A stage over two nodes',
  explains:
    'What a pipe between two nodes adds to the way of a packet (plain RTP in, ICE and DTLS out, compared packet by packet with a listener at the first node; both nodes on one machine), and over a real cluster with Chromium pages: lip sync at the other node, and the time from `kill -9` of the node that carries a guest until that guest sees the host again.',
  figures: [
    { key: 'addedMedianMs', title: 'added by a pipe, median', unit: 'ms', goal: { atMost: 1 } },
    { key: 'addedP95Ms', title: 'added by a pipe, 95th percentile', unit: 'ms', goal: { atMost: 5 } },
    { key: 'lipSyncMs', title: 'lip sync over a pipe, median', unit: 'ms', goal: { atMost: 45 } },
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
    const { offsets, backMs } = await overNodes(bench);
    return {
      figures: {
        addedMedianMs: median(added),
        addedP95Ms: percentile(added, 0.95),
        lipSyncMs: Math.abs(median(offsets)),
        backMedianMs: median(backMs),
        backP95Ms: percentile(backMs, 0.95),
      },
    };
  },
};
