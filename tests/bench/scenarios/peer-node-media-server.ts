import { waitFor } from '../../support/kernel/wait-for.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { ScriptProcess } from '../../support/processes/script-process.js';
import { NODE_MEDIA_SERVER_VERSION, NodeMediaServer } from '../peers/node-media-server.js';
import { hlsJsLatenciesMs } from '../players/hls-js-latencies.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { CardEncoder, toFragments, toRtmp } from '../stage/card-encoder.js';

const READY_WITHIN_MS = 30_000;

/** From ingest to HLS: who takes what the encoder sends. */
interface Ingest {
  pid: number;
  url: string;
  output: readonly string[];
}

/** Plays what one FFmpeg sends to it, and counts what everything behind the encoder takes meanwhile. */
async function play(bench: Bench, key: string, { pid, url, output }: Ingest) {
  const encoder = new CardEncoder(output);
  bench.lifetime.adopt(() => encoder.close());
  bench.progress(`${key}: waiting for a playlist`);
  await waitFor(`the playlist of ${key}`, READY_WITHIN_MS, async () => {
    const response = await fetch(url).catch(() => undefined);
    return response?.status === 200;
  });
  const cpu = CpuMeter.start(pid, ({ command }) => (command.includes('ffmpeg') ? 'muxer' : 'server'));
  bench.lifetime.adopt(() => void cpu.stop());
  bench.progress(`${key}: hls.js as it comes`);
  const latencies = await hlsJsLatenciesMs(bench, url);
  const { totalCores } = cpu.stop();
  await encoder.close();
  return {
    [`${key}MedianMs`]: median(latencies),
    [`${key}P95Ms`]: percentile(latencies, 0.95),
    [`${key}Cores`]: totalCores,
  };
}

async function ours(bench: Bench) {
  const { ready, pid, close } = await startIngest(bench);
  const [video, audio] = [ready.videoPort, ready.audioPort].map((port) => `tcp://127.0.0.1:${port}`);
  const output = toFragments(video ?? '', audio ?? '');
  const figures = await play(bench, 'own', { pid, url: ready.url, output });
  await close();
  return figures;
}

async function startIngest(bench: Bench) {
  const ingest = await ScriptProcess.start<{ url: string; videoPort: number; audioPort: number }>(
    'tests/bench/peers/ingest-process.ts',
  );
  const close = () => ingest.close();
  bench.lifetime.adopt(close);
  return { ready: ingest.ready, pid: ingest.pid, close };
}

async function theirs(bench: Bench, server: NodeMediaServer) {
  bench.lifetime.adopt(() => server.close());
  const { pid, playlistUrl: url, ingestUrl } = server;
  return play(bench, 'peer', { pid, url, output: toRtmp(ingestUrl) });
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const figures = await ours(bench);
  const server = await NodeMediaServer.start().catch((error: unknown) => String(error));
  if (typeof server === 'string')
    return { figures, notes: [`node-media-server could not be had, only ours was measured: ${server}`] };
  const all: Record<string, number> = { ...figures, ...(await theirs(bench, server)) };
  const isDearer = (all.ownCores ?? 0) > (all.peerCores ?? 0);
  const notes = isDearer ? ['node-media-server takes less of the processor than ours.'] : [];
  return { figures: all, notes };
}

export const scenario: Scenario = {
  name: 'peer-node-media-server',
  title: 'From ingest to HLS, against node-media-server',
  explains: `One FFmpeg encodes the same test card with the same settings for both (1280x720 at 30 a second, x264 veryfast, zerolatency, 2.5 Mbit/s, AAC) and sends it over TCP: as fragments to our packager and origin in one process (parts of 0.5 s), as RTMP to node-media-server ${NODE_MEDIA_SERVER_VERSION}, which hands it to an FFmpeg of its own for segments of 2 s, as its documentation has it. Later versions make no HLS. hls.js as it comes plays either. Latency is from the moment a frame is drawn to the moment it is shown; cores are of all that comes after the encoder while one viewer watches.`,
  figures: [
    { key: 'ownMedianMs', title: 'ours, median', unit: 'ms', beside: 'peerMedianMs' },
    { key: 'ownP95Ms', title: 'ours, 95th percentile', unit: 'ms', beside: 'peerP95Ms' },
    { key: 'ownCores', title: 'our packager and origin', unit: 'core', beside: 'peerCores' },
    { key: 'peerMedianMs', title: 'node-media-server, median', unit: 'ms' },
    { key: 'peerP95Ms', title: 'node-media-server, 95th percentile', unit: 'ms' },
    { key: 'peerCores', title: 'node-media-server and its FFmpeg', unit: 'core' },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
