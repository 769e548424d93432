import { Programme } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { StageFeed } from '#live';
import { RecordingSink, readDecoded } from '../../support/compositor/recording-sink.js';
import { TestBrowser } from '../../support/engines/chromium.js';
import { SignalLog } from '../../support/kernel/signal-log.js';
import { median, percentile } from '../../support/meters/statistics.js';
import type { Rgb } from '../../support/page/test-card.js';
import { StageBrowserPage } from '../../support/stage/stage-browser.js';
import { StageServer } from '../../support/stage/stage-server.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { bringOnStage } from '../stage/bring-on-stage.js';

const ROUNDS = { quick: 3, full: 24 } as const;
const FRAME_RATE = 30;
const RUNG = 'video-720';
/** Ours is purple. */
const GREEN: Rgb = [16, 128, 72];
const CAMERA = { width: 640, height: 360 };
const SEEN_WITHIN_MS = 8_000;

const SIZE = { width: 64, height: 36 };
/** Half of the canvas is theirs, and half of that their ground. */
const LEAST_SHARE = 0.08;

/** How much of a frame is as green as the guest's ground. */
function greenShare(rgb: Uint8Array): number {
  let green = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    const [r = 0, g = 0, b = 0] = rgb.subarray(at, at + 3);
    if (g > r + 40 && g > b + 20) green += 1;
  }
  return green / (SIZE.width * SIZE.height);
}

/** Whether the guest is seen, frame by frame. */
async function framesWithGuest(sink: RecordingSink): Promise<boolean[]> {
  const [run, ...more] = sink.of(RUNG);
  if (run === undefined || more.length > 0) throw new Error('the encoder did not write in one go');
  const seen = new Array<boolean>(run.start.units).fill(false);
  await readDecoded(
    run,
    [
      ...['-vf', `scale=${SIZE.width}:${SIZE.height}:flags=area`, '-fps_mode', 'passthrough'],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24'],
    ],
    SIZE.width * SIZE.height * 3,
    (frame) => seen.push(greenShare(frame) > LEAST_SHARE),
  );
  return seen;
}

/** From a click to the programme's first frame with the guest in it, by the programme's own clock. */
function tookMs(seen: readonly boolean[], anchorWallMs: number, clickedWallMs: number): number {
  const from = Math.floor(((clickedWallMs - anchorWallMs) * FRAME_RATE) / 1_000);
  if (seen[from]) throw new Error('the guest before has not gone');
  const frame = seen.indexOf(true, from);
  const atMs = anchorWallMs + (frame * 1_000) / FRAME_RATE - clickedWallMs;
  if (frame < 0 || atMs > SEEN_WITHIN_MS) throw new Error('the guest was not seen in the programme');
  return atMs;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const server = await StageServer.create({ settings: { maxPublishers: 100 }, participantHoldMs: 100 });
  bench.lifetime.adopt(() => server.close());
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  const host = await StageBrowserPage.open(browser, server.url, 'ann', CAMERA);
  await host.join('host');
  const stage = server.stages.find('show_1');
  if (stage === undefined) throw new Error('there is no stage');
  const sink = new RecordingSink();
  const programme = await Programme.create({}, sink, { clock: systemClock, log: silentLog });
  bench.lifetime.adopt(() => programme.close());
  const feed = new StageFeed(stage, programme, {
    add: (track) => void programme.addTrack(stage.tap(track)),
    remove: (trackId) => programme.removeTrack(trackId),
  });
  const began = new SignalLog<string>();
  programme.events.on('event', (event) => {
    if (event.kind === 'video-began') began.push(event.participantId);
  });
  const left = new SignalLog<string>();
  stage.events.on('participant-left', ({ participant }) => left.push(participant.participantId));
  const clicks: number[] = [];
  for (let round = 0; round < ROUNDS[bench.mode]; round += 1) {
    bench.progress(`guest ${round + 1}`);
    const guest = await bringOnStage(browser, server.url, host, `viewer${round}`, {
      ...CAMERA,
      ground: GREEN,
    });
    clicks.push(guest.clickedWallMs);
    const participantId = await guest.page.participantId();
    await began.until('the guest in the programme', SEEN_WITHIN_MS, (all) =>
      all.find((id) => id === participantId),
    );
    await guest.page.page.close();
    await left.until('the guest to be gone', SEEN_WITHIN_MS, (all) => all.find((id) => id === participantId));
  }
  feed.close();
  await programme.close();
  const seen = await framesWithGuest(sink);
  const took = clicks.map((clickedWallMs) => tookMs(seen, programme.anchorWallMs, clickedWallMs));
  return { figures: { medianMs: median(took), p95Ms: percentile(took, 0.95), guests: took.length } };
}

export const scenario: Scenario = {
  name: 'programme-arrivals',
  title: 'From "Bring on stage" into the programme',
  explains:
    "A viewer has been ready in the green room for a second. From the host's request to the first frame of the programme that shows the guest's colour, by the programme's own clock: decoded from what the encoder wrote. The programme is the default one (1280x720 in three rungs, veryfast); the pages are real Chromium on the same machine, with cameras of 640x360.",
  figures: [
    { key: 'medianMs', title: 'bring on to seen in the programme, median', unit: 'ms' },
    {
      key: 'p95Ms',
      title: 'bring on to seen in the programme, 95th percentile',
      unit: 'ms',
      goal: { atMost: 500 },
    },
    { key: 'guests', title: 'guests brought on', unit: 'guests' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
