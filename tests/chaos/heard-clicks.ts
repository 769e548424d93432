import { spawn } from 'node:child_process';
import { type MediaPlaylist, type MediaSegment, parseMediaPlaylist, parseMultivariantPlaylist } from '#media';
import { BEEP_HZ } from '../support/engines/chromium.js';
import { loudestClickDbfs } from '../support/meters/judge-clicks.js';
import { hlsFetch } from '../support/origin/hls-client.js';

const SAMPLE_RATE_HZ = 48_000;
/** Media of so long before the fault is looked at too: the decoder's own start lies in it. */
const LEAD_MS = 2_000;
const SETTLES_MS = 500;

async function read(url: string): Promise<Buffer> {
  const { status, body } = await hlsFetch(url);
  if (status !== 200) throw new Error(`${url}: ${status}`);
  return body;
}

const mediaPlaylist = async (url: string): Promise<MediaPlaylist> =>
  parseMediaPlaylist((await read(url)).toString());

/** Segments that one decoder plays through: the same map, no discontinuity between them. */
function runsOf(segments: readonly MediaSegment[]): MediaSegment[][] {
  const runs: MediaSegment[][] = [];
  for (const segment of segments) {
    const last = runs.at(-1);
    const goesOn = last?.[0]?.mapUri === segment.mapUri && !segment.discontinuity && !segment.gap;
    if (goesOn) last?.push(segment);
    else if (!segment.gap) runs.push([segment]);
  }
  return runs;
}

/** One channel, as a player's decoder makes it. */
function decode(bytes: Buffer): Promise<Float32Array> {
  const words = [
    '-v',
    'error',
    '-i',
    'pipe:0',
    '-ac',
    '1',
    '-ar',
    String(SAMPLE_RATE_HZ),
    '-f',
    'f32le',
    'pipe:1',
  ];
  const decoder = spawn('ffmpeg', words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  decoder.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  // It ends early when what it reads is broken; that is seen in what came out.
  decoder.stdin.on('error', () => undefined);
  decoder.stdin.end(bytes);
  return new Promise((resolve, reject) => {
    decoder.once('error', reject);
    decoder.once('close', () => {
      const all = Uint8Array.from(Buffer.concat(chunks));
      resolve(new Float32Array(all.buffer, 0, Math.floor(all.length / 4)));
    });
  });
}

/**
 * The loudest click in the audio that was delivered from a moment before the fault on, out of the segments themselves:
 * a player's own fades hide nothing. Where a run of segments begins, a player starts its decoder, so that is left out.
 */
export async function heardClickDbfs(multivariantUrl: string, struckWallMs: number): Promise<number> {
  const { audio, variants } = parseMultivariantPlaylist((await read(multivariantUrl)).toString());
  const uri = audio[0]?.uri ?? variants[0]?.uri ?? '';
  const url = new URL(uri, multivariantUrl).href;
  const { segments } = await mediaPlaylist(url);
  const judged = segments.filter(({ programDateTimeMs }) => programDateTimeMs >= struckWallMs - LEAD_MS);
  let loudest = Number.NaN;
  for (const run of runsOf(judged)) {
    const uris = [run[0]?.mapUri ?? '', ...run.map((segment) => segment.uri)];
    const pieces = await Promise.all(uris.map((each) => read(new URL(each, url).href)));
    const samples = (await decode(Buffer.concat(pieces))).subarray((SETTLES_MS * SAMPLE_RATE_HZ) / 1_000);
    if (samples.length === 0) continue;
    const click = loudestClickDbfs(samples, { sampleRateHz: SAMPLE_RATE_HZ, beepHz: BEEP_HZ });
    loudest = Number.isNaN(loudest) ? click : Math.max(loudest, click);
  }
  return Math.round(loudest * 10) / 10;
}
