import { BEAT_MS, TestBrowser } from '../../support/engines/chromium.js';
import { lipSyncOffsetsMs } from '../../support/meters/judge-lip-sync.js';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { watchAudio, watchVideo } from '../../support/meters/page-meters.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { openPeerToPeer } from '../peers/peer-to-peer.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const READY_WITHIN_MS = 10_000;
/** Congestion control climbs to its rate in the first seconds; they are not judged. */
const SETTLE_FRAMES = 150;

async function measure(bench: Bench, codec: 'vp8' | 'h264'): Promise<ScenarioRun['figures']> {
  const frames = bench.mode === 'quick' ? 150 : 600;
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const page = await browser.newPage({ camera: {} });
  const selector = await openPeerToPeer(page, codec);
  const video = await watchVideo(page, selector);
  await video.readings.until('the first frame', READY_WITHIN_MS, (all) => all.at(0));
  const audio = await watchAudio(page, selector);
  bench.progress(`${codec}: ${frames} frames`);
  const readings = await video.readings.until('the frames', frames * 100 + READY_WITHIN_MS, (all) =>
    all.length >= frames + SETTLE_FRAMES ? all.slice(SETTLE_FRAMES) : undefined,
  );
  const latencies = latenciesMs(readings);
  const lipSync = lipSyncOffsetsMs(readings, audio.readings.all, BEAT_MS);
  await browser.close();
  return {
    [`${codec}MedianMs`]: median(latencies),
    [`${codec}P95Ms`]: percentile(latencies, 0.95),
    [`${codec}LipSyncMs`]: median(lipSync),
  };
}

export const scenario: Scenario = {
  name: 'peer-to-peer',
  title: 'Peer to peer, glass to glass',
  explains:
    'The lower bound of every other path: a 1280x720 camera at 30 a second from one RTCPeerConnection to another in one Chromium page, at up to 2.5 Mbit/s, from the moment a frame is drawn to the moment it is shown.',
  figures: [
    { key: 'vp8MedianMs', title: 'VP8 median', unit: 'ms' },
    { key: 'vp8P95Ms', title: 'VP8 95th percentile', unit: 'ms' },
    { key: 'vp8LipSyncMs', title: 'VP8 audio after video', unit: 'ms' },
    { key: 'h264MedianMs', title: 'H.264 median', unit: 'ms' },
    { key: 'h264P95Ms', title: 'H.264 95th percentile', unit: 'ms' },
    { key: 'h264LipSyncMs', title: 'H.264 audio after video', unit: 'ms' },
  ],
  runs: { quick: 1, full: 3 },
  run: async (bench) => ({
    figures: { ...(await measure(bench, 'vp8')), ...(await measure(bench, 'h264')) },
  }),
};
