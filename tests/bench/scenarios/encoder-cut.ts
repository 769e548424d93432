import { systemClock } from '#kernel';
import { Encoder } from '../../support/inputs/encoder.js';
import { InputShow, type NewInput } from '../../support/inputs/input-show.js';
import { programmeFrames } from '../../support/inputs/programme-frames.js';
import { freePort } from '../../support/kernel/free-port.js';
import { median } from '../../support/meters/statistics.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { GREEN, isGreen } from '../stage/green.js';

const ROUNDS = { quick: 1, full: 5 } as const;
const CUT_MS = 10_000;
/** The segment of a frame is complete when a later frame is seen so much behind it. */
const SEGMENT_MS = 2_500;

interface Cut {
  slateMs: number;
  videoMs: number;
  discontinuities: number;
}

/** Its process is stopped, as a network is cut: nothing is closed. Ten seconds later another one sends. */
async function cutOnce({ lifetime }: Bench, show: InputShow, input: NewInput): Promise<Cut> {
  const send = () => {
    const encoder = new Encoder({ url: `${input.rtmpUrl}/${input.key}`, format: 'flv', colour: GREEN });
    lifetime.adopt(async () => void (await encoder.kill()));
    return encoder;
  };
  const first = send();
  const seenMs = await show.untilSeen(GREEN, first.startedAtMs);
  await show.untilSeen(GREEN, seenMs + SEGMENT_MS);
  first.signal('SIGSTOP');
  const cutMs = systemClock.wallMs();
  await systemClock.sleep(CUT_MS);
  await first.kill();
  const second = send();
  const backMs = await show.untilSeen(GREEN, second.startedAtMs);
  await show.untilSeen(GREEN, backMs + SEGMENT_MS);
  const { href } = new URL(`/live/${show.showId}/video-360.m3u8`, show.server.url);
  const { frames, discontinuities } = await programmeFrames(href, cutMs);
  const slate = frames.find(({ colour }) => !isGreen(colour));
  const video = frames.find(({ colour, atMs }) => atMs >= second.startedAtMs && isGreen(colour));
  await second.stop();
  await show.untilState(input.id, 'gone');
  if (slate === undefined || video === undefined) throw new Error('no slate, or no video behind it');
  return { slateMs: slate.atMs - cutMs, videoMs: video.atMs - second.startedAtMs, discontinuities };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await InputShow.open({ env: { PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()) } });
  bench.lifetime.adopt(() => show.close());
  await show.goLive();
  const input = await show.addInput('programme');
  const cuts: Cut[] = [];
  for (let round = 1; round <= ROUNDS[bench.mode]; round += 1) {
    bench.progress(`cut ${round} of ${ROUNDS[bench.mode]}`);
    cuts.push(await cutOnce(bench, show, input));
  }
  return {
    figures: {
      slateMs: median(cuts.map(({ slateMs }) => slateMs)),
      videoMs: median(cuts.map(({ videoMs }) => videoMs)),
      discontinuities: Math.max(...cuts.map(({ discontinuities }) => discontinuities)),
    },
  };
}

export const scenario: Scenario = {
  name: 'encoder-cut',
  title: 'An encoder is cut off for ten seconds',
  explains:
    "FFmpeg sends H.264 with a key frame a second by RTMP and is stopped without a goodbye; ten seconds later another process sends with the same key. From the cut to the first frame of the programme that is the slate, and from the start of the second process to its first frame in the programme, by the programme's own clock.",
  figures: [
    { key: 'slateMs', title: 'from the cut to the slate, median', unit: 'ms', goal: { atMost: 700 } },
    {
      key: 'videoMs',
      title: 'from the return to its video, median',
      unit: 'ms',
      goal: { atMost: 1_500 },
    },
    { key: 'discontinuities', title: 'discontinuities in the playlist', unit: '', goal: { atMost: 0 } },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
