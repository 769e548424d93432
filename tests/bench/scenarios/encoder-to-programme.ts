import { systemClock } from '#kernel';
import { InputShow } from '../../support/inputs/input-show.js';
import { programmeAges } from '../../support/inputs/programme-ages.js';
import { freePort } from '../../support/kernel/free-port.js';
import { median, percentile } from '../../support/meters/statistics.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import type { Bench, FigureSpec, Scenario, ScenarioRun } from '../scenario.js';
import { CardEncoder, toPromptTs, toTs } from '../stage/card-encoder.js';
import { figuresOfWay, outputOf, titleOfWay } from '../stage/encoder-ways.js';
import { heldAudioMs } from '../stage/held-by-encoder.js';

/** From when the input sends: probing and catching up, then what is measured. Segments are kept for longer than both. */
const SETTLE_MS = 6_000;
const MEASURED_MS = { quick: 8_000, full: 16_000 } as const;
const HELD_MEASURED_MS = 4_000;

const WAYS = ['rtmp', 'srt', 'srtGrouped'] as const;
type Way = (typeof WAYS)[number];

async function agesOf({ mode }: Bench, show: InputShow, way: Way): Promise<number[]> {
  const input = await show.addInput('programme');
  const encoder = new CardEncoder(outputOf(way, input));
  try {
    await show.untilState(input.id, 'sending');
    const fromMs = systemClock.wallMs() + SETTLE_MS;
    await systemClock.sleep(SETTLE_MS + MEASURED_MS[mode]);
    const { href } = new URL(`/live/${show.showId}/video-360.m3u8`, show.server.url);
    return await programmeAges(href, fromMs);
  } finally {
    await encoder.close();
    await show.owner.delete(`/shows/${show.showId}/inputs/${input.id}`);
  }
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const env = {
    ...SMALL_PROGRAMME,
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
  };
  const show = await InputShow.open({ env });
  bench.lifetime.adopt(() => show.close());
  await show.goLive();
  const figures: Record<string, number> = {};
  for (const way of WAYS) {
    bench.progress(titleOfWay(way));
    const ages = await agesOf(bench, show, way);
    figures[`${way}MedianMs`] = median(ages);
    figures[`${way}P95Ms`] = percentile(ages, 0.95);
  }
  for (const [way, output] of [['srt', toPromptTs] as const, ['srtGrouped', toTs] as const]) {
    bench.progress(`${titleOfWay(way)}: what FFmpeg holds`);
    figures[`${way}HeldMs`] = await heldAudioMs(output, HELD_MEASURED_MS);
  }
  return { figures };
}

const heldFigure = (way: Way): FigureSpec => ({
  key: `${way}HeldMs`,
  title: `${titleOfWay(way)}: the age of its audio when FFmpeg sends it`,
  unit: 'ms',
});

export const scenario: Scenario = {
  name: 'encoder-to-programme',
  title: 'From an encoder into the frames of the programme',
  explains:
    "FFmpeg sends a bar code that tells the time (H.264, 1280x720, AAC at 128 kbit/s) as the programme of a show, by RTMP and by SRT at its default latency of 120 ms: each frame of audio by itself (`-pes_payload_size 0`), and then as FFmpeg comes, 180 ms of audio together. How old the code is in the frames of the programme, by the programme's own clock, decoded from the segments that viewers get. No page takes part: audio and video of a sender are mixed in step, so video waits for audio, and how old the audio is when FFmpeg sends it (the first of what it sends together, 97 of 100 times) is measured beside it.",
  figures: [
    ...figuresOfWay('rtmp'),
    ...figuresOfWay('srt', 250),
    heldFigure('srt'),
    ...figuresOfWay('srtGrouped'),
    heldFigure('srtGrouped'),
  ],
  runs: { quick: 1, full: 1 },
  run,
};
