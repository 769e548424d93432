import { spawn } from 'node:child_process';
import { parseMediaPlaylist } from '#media';
import { TestBrowser } from '../../support/engines/chromium.js';
import { Encoder } from '../../support/inputs/encoder.js';
import { InputShow, type NewInput } from '../../support/inputs/input-show.js';
import { WhipSender } from '../../support/inputs/whip-sender.js';
import { freePort } from '../../support/kernel/free-port.js';
import { median } from '../../support/meters/statistics.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import type { Rgb } from '../../support/page/test-card.js';
import type { Bench, FigureSpec, Scenario, ScenarioRun } from '../scenario.js';

const ROUNDS = { quick: 2, full: 8 } as const;
const FRAME_RATE = 30;
const GREEN: Rgb = [20, 140, 40];

interface Segment {
  startMs: number;
  bytes: Buffer;
}

async function fetched(playlistUrl: string, uri = ''): Promise<Buffer> {
  const { status, body } = await hlsFetch(new URL(uri, playlistUrl).href);
  if (status !== 200) throw new Error(`${uri === '' ? playlistUrl : uri}: ${status}`);
  return body;
}

/** The complete segments of the programme that end after `sinceMs`, by its own clock. */
async function segmentsSince(playlistUrl: string, sinceMs: number): Promise<Segment[]> {
  const { segments } = parseMediaPlaylist((await fetched(playlistUrl)).toString());
  const found: Segment[] = [];
  for (const { uri, mapUri, programDateTimeMs: startMs, durationSeconds } of segments) {
    if (startMs + durationSeconds * 1_000 <= sinceMs) continue;
    const parts = [await fetched(playlistUrl, mapUri), await fetched(playlistUrl, uri)];
    found.push({ startMs, bytes: Buffer.concat(parts) });
  }
  return found;
}

/** The mean colour of each frame. */
function coloursOf({ bytes }: Segment): Promise<Rgb[]> {
  const args = ['-v', 'error', '-i', 'pipe:0', '-vf', 'scale=1:1:flags=area', '-fps_mode', 'passthrough'];
  const child = spawn('ffmpeg', [...args, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1']);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(bytes);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      const all = Buffer.concat(chunks);
      resolve(
        Array.from(
          { length: Math.floor(all.length / 3) },
          (_, at) => [...all.subarray(at * 3, at * 3 + 3)] as unknown as Rgb,
        ),
      );
    });
  });
}

const isGreen = ([r, g, b]: Rgb): boolean => g > r + 50 && g > b + 50;

/** When the first green frame stands in the programme, by the programme's clock. */
async function firstGreenMs(playlistUrl: string, sinceMs: number): Promise<number> {
  for (const segment of await segmentsSince(playlistUrl, sinceMs)) {
    const colours = await coloursOf(segment);
    const atMs = colours.map((_, frame) => segment.startMs + (frame * 1_000) / FRAME_RATE);
    const frame = colours.findIndex((colour, index) => isGreen(colour) && (atMs[index] ?? 0) >= sinceMs);
    if (frame >= 0) return atMs[frame] ?? 0;
  }
  throw new Error('the encoder is in no segment');
}

interface Sender {
  startedMs: number;
  stop(): Promise<unknown>;
}

type Way = 'rtmp' | 'srt' | 'whip';

const ENDINGS = { rtmp: 'flv', srt: 'mpegts' } as const;

async function startEncoder(input: NewInput, way: 'rtmp' | 'srt'): Promise<Sender> {
  const url = way === 'rtmp' ? `${input.rtmpUrl}/${input.key}` : input.srtUrl.replace('//localhost:', '//127.0.0.1:');
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
    const { href } = new URL(`/live/${show.showId}/video-360.m3u8`, show.server.url);
    return (await firstGreenMs(href, sender.startedMs)) - sender.startedMs;
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
      bench.progress(`${way.toUpperCase()}, ${round} of ${ROUNDS[bench.mode]}`);
      took.push(await arriveOnce(show, input, () => (way === 'whip' ? startPage(browser, show, input) : startEncoder(input, way))));
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
