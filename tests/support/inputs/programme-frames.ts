import { spawn } from 'node:child_process';
import { parseMediaPlaylist } from '#media';
import { hlsFetch } from '../origin/hls-client.js';
import type { Rgb } from '../page/test-card.js';

export interface ProgrammeFrame {
  /** By the programme's clock. */
  atMs: number;
  /** The mean of it. */
  colour: Rgb;
}

const FRAME_RATE = 30;

async function fetched(playlistUrl: string, uri = ''): Promise<Buffer> {
  const { status, body } = await hlsFetch(new URL(uri, playlistUrl).href);
  if (status !== 200) throw new Error(`${uri === '' ? playlistUrl : uri}: ${status}`);
  return body;
}

/** The mean colour of each frame of a segment. */
function coloursOf(bytes: Buffer): Promise<Rgb[]> {
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
      const count = Math.floor(all.length / 3);
      resolve(
        Array.from({ length: count }, (_, at) => [...all.subarray(at * 3, at * 3 + 3)] as unknown as Rgb),
      );
    });
  });
}

/** What viewers get of a rendition of 30 frames a second: complete segments that end after `sinceMs`. */
export async function programmeFrames(
  playlistUrl: string,
  sinceMs: number,
): Promise<{ frames: ProgrammeFrame[]; discontinuities: number }> {
  const text = (await fetched(playlistUrl)).toString();
  const frames: ProgrammeFrame[] = [];
  const wanted = parseMediaPlaylist(text).segments.filter(
    ({ programDateTimeMs: startMs, durationSeconds }) => startMs + durationSeconds * 1_000 > sinceMs,
  );
  // Before anything is decoded, which may take longer than the oldest ones are kept.
  const files = await Promise.all(
    wanted.map(({ uri, mapUri }) => Promise.all([mapUri, uri].map((each) => fetched(playlistUrl, each)))),
  );
  for (const [index, { programDateTimeMs: startMs }] of wanted.entries()) {
    const colours = await coloursOf(Buffer.concat(files[index] ?? []));
    frames.push(...colours.map((colour, at) => ({ colour, atMs: startMs + (at * 1_000) / FRAME_RATE })));
  }
  const discontinuities = text.match(/^#EXT-X-DISCONTINUITY$/gm)?.length ?? 0;
  return { frames: frames.filter(({ atMs }) => atMs >= sinceMs), discontinuities };
}
