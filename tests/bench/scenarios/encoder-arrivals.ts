import { TestBrowser } from '../../support/engines/chromium.js';
import { Encoder } from '../../support/inputs/encoder.js';
import { firstInProgrammeMs } from '../../support/inputs/first-in-programme.js';
import { InputShow, type NewInput } from '../../support/inputs/input-show.js';
import { localSrtUrl } from '../../support/inputs/local-srt-url.js';
import { WhipSender } from '../../support/inputs/whip-sender.js';
import { freePort } from '../../support/kernel/free-port.js';
import { median } from '../../support/meters/statistics.js';
import type { Bench, FigureSpec, Scenario, ScenarioRun } from '../scenario.js';
import { GREEN, isGreen } from '../stage/green.js';

const ROUNDS = { quick: 2, full: 8 } as const;

interface Sender {
  startedMs: number;
  stop(): Promise<unknown>;
}

type Way = 'rtmp' | 'srt' | 'whip';

const ENDINGS = { rtmp: 'flv', srt: 'mpegts' } as const;

async function startEncoder(input: NewInput, way: 'rtmp' | 'srt'): Promise<Sender> {
  const url = way === 'rtmp' ? `${input.rtmpUrl}/${input.key}` : localSrtUrl(input.srtUrl);
  const encoder = new Encoder({ url, format: ENDINGS[way], colour: GREEN });
  return { startedMs: encoder.startedAtMs, stop: () => encoder.stop() };
}

async function startPage(browser: TestBrowser, show: InputShow, input: NewInput): Promise<Sender> {
  const sender = await WhipSender.open({ browser, serverUrl: show.server.url, colour: GREEN });
  const startedMs = await sender.publish(input.whipUrl, input.token);
  return { startedMs, stop: () => sender.stop().then(() => sender.page.close()) };
}

async function arriveOnce(show: InputShow, input: NewInput, start: () => Promise<Sender>): Promise<number> {
  const sender = await start();
  try {
    const seenMs = await show.untilSeen(GREEN, sender.startedMs);
    // The segment of that frame is complete when a later one is.
    await show.untilSeen(GREEN, seenMs + 2_500);
    return (await firstInProgrammeMs(show, isGreen, sender.startedMs)) - sender.startedMs;
  } finally {
    const cutMs = Date.now();
    await sender.stop();
    await show.untilState(input.id, 'gone');
    await show.untilNotSeen(GREEN, cutMs);
  }
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const env = {
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_INGEST_SRT_PORT: String(await freePort()),
  };
  const show = await InputShow.open({ env });
  bench.lifetime.adopt(() => show.close());
  const browser = await TestBrowser.launch();
  bench.lifetime.adopt(() => browser.close());
  await show.goLive();
  const input = await show.addInput('programme');
  const figures: Record<string, number> = {};
  for (const way of ['rtmp', 'srt', 'whip'] as const) {
    const took: number[] = [];
    for (let round = 1; round <= ROUNDS[bench.mode]; round += 1) {
      bench.progress(
        `${way.toUpperCase()}, ${round} of ${ROUNDS[bench.mode]}${took.map((ms) => `, ${Math.round(ms)} ms`).join('')}`,
      );
      took.push(
        await arriveOnce(show, input, () =>
          way === 'whip' ? startPage(browser, show, input) : startEncoder(input, way),
        ),
      );
    }
    figures[`${way}MedianMs`] = median(took);
    figures[`${way}LongestMs`] = Math.max(...took);
  }
  return { figures };
}

const figuresOf = (way: Way, atMost?: number): FigureSpec[] => [
  {
    key: `${way}MedianMs`,
    title: `${way.toUpperCase()}: started to seen in the programme, median`,
    unit: 'ms',
    ...(atMost === undefined ? {} : { goal: { atMost } }),
  },
  {
    key: `${way}LongestMs`,
    title: `${way.toUpperCase()}: started to seen in the programme, longest`,
    unit: 'ms',
  },
];

export const scenario: Scenario = {
  name: 'encoder-arrivals',
  title: 'From the start of an encoder into the programme',
  explains:
    "FFmpeg sends H.264 with a key frame a second by RTMP and SRT, Chromium VP8 by WHIP. From the start of FFmpeg's process, or from the offer of a page whose camera runs, to the first frame of the programme that has its colour, by the programme's own clock: decoded from the segments that viewers get. One machine, one show.",
  figures: [...figuresOf('rtmp', 1_500), ...figuresOf('srt'), ...figuresOf('whip', 1_000)],
  runs: { quick: 1, full: 1 },
  run,
};
