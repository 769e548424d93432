import { latenciesMs } from '../../support/meters/judge-video.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { FrontRowShow } from '../../support/players/front-row-show.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const JOINS = { quick: 3, full: 7 } as const;
const FRAMES = { quick: 150, full: 600 } as const;
/** What a page needs to play evenly after its first frame. */
const SETTLE_FRAMES = 60;
const READ_WITHIN_MS = 60_000;

async function run(bench: Bench): Promise<ScenarioRun> {
  const frontRow = await FrontRowShow.open();
  bench.lifetime.adopt(() => frontRow.close());
  const firstFrames: number[] = [];
  for (let join = 1; join <= JOINS[bench.mode]; join += 1) {
    bench.progress(`viewer ${join} of ${JOINS[bench.mode]}`);
    const { played, meter } = await frontRow.watch('plain');
    firstFrames.push(played.firstFrameMs);
    await meter.stop();
    await frontRow.leave();
  }
  bench.progress('latency');
  const { meter } = await frontRow.watch('plain');
  const frames = FRAMES[bench.mode];
  const judged = await meter.readings.until(`${frames} frames`, READ_WITHIN_MS, (all) =>
    all.length >= frames + SETTLE_FRAMES ? all.slice(SETTLE_FRAMES) : undefined,
  );
  await meter.stop();
  const latencies = latenciesMs(judged);
  return {
    figures: {
      medianMs: median(latencies),
      p95Ms: percentile(latencies, 0.95),
      firstFrameMedianMs: median(firstFrames),
      firstFrameLongestMs: Math.max(...firstFrames),
    },
  };
}

export const scenario: Scenario = {
  name: 'front-row-latency',
  title: 'The front row, glass to glass',
  explains:
    'A host in Chromium films a bar code that tells the time (640x360); a page with a plain WHEP client plays the programme in real time. How old frames are when the page shows them, and what a page takes from its offer to its first frame. Host, server and viewers share one machine.',
  figures: [
    { key: 'medianMs', title: 'camera to viewer, median', unit: 'ms', goal: { atMost: 250 } },
    { key: 'p95Ms', title: 'camera to viewer, 95th percentile', unit: 'ms', goal: { atMost: 400 } },
    { key: 'firstFrameMedianMs', title: 'offer to first frame, median', unit: 'ms', goal: { atMost: 400 } },
    { key: 'firstFrameLongestMs', title: 'offer to first frame, longest', unit: 'ms' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
