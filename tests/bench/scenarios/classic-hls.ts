import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { Nginx } from '../peers/nginx.js';
import { hlsJsLatenciesMs } from '../players/hls-js-latencies.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { CardEncoder, toSegments } from '../stage/card-encoder.js';

const READY_WITHIN_MS = 20_000;

async function run(bench: Bench): Promise<ScenarioRun> {
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const encoder = new CardEncoder(toSegments(folder.path));
  bench.lifetime.adopt(() => encoder.close());
  const nginx = await Nginx.start(folder.path);
  bench.lifetime.adopt(() => nginx.close());
  const url = `${nginx.url}/index.m3u8`;
  bench.progress('waiting for four segments');
  await waitFor('four segments', READY_WITHIN_MS, async () => {
    const response = await fetch(url);
    return response.status === 200 && (await response.text()).split('.ts').length > 4;
  });
  const cpu = CpuMeter.start(encoder.pid);
  bench.lifetime.adopt(() => void cpu.stop());
  bench.progress('hls.js as it comes');
  const stock = await hlsJsLatenciesMs(bench, url, {});
  const use = cpu.stop();
  bench.progress('hls.js one segment behind');
  const tuned = await hlsJsLatenciesMs(bench, url, { liveSyncDurationCount: 1 });
  return {
    figures: {
      stockMedianMs: median(stock),
      stockP95Ms: percentile(stock, 0.95),
      tunedMedianMs: median(tuned),
      tunedP95Ms: percentile(tuned, 0.95),
      encoderCores: use.totalCores,
    },
  };
}

export const scenario: Scenario = {
  name: 'classic-hls',
  title: "The classic answer: FFmpeg's HLS muxer behind nginx",
  explains:
    "One FFmpeg encodes 1280x720 at 30 a second (x264 veryfast, zerolatency, one thread, 2.5 Mbit/s, AAC) into segments of 2 s on disk, nginx gives them out, hls.js plays them: as it comes, and told to stay one segment behind. From the moment a frame is drawn to the moment it is shown. One rendition, no guests, no low-latency parts: FFmpeg's muxer makes none.",
  figures: [
    { key: 'stockMedianMs', title: 'hls.js as it comes, median', unit: 'ms' },
    { key: 'stockP95Ms', title: 'hls.js as it comes, 95th percentile', unit: 'ms' },
    { key: 'tunedMedianMs', title: 'one segment behind, median', unit: 'ms' },
    { key: 'tunedP95Ms', title: 'one segment behind, 95th percentile', unit: 'ms' },
    { key: 'encoderCores', title: 'encoder and muxer', unit: 'core' },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
