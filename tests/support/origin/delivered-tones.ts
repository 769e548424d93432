import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BeepFinder } from '../page/tone.js';
import { deliveredSegments } from './delivered-segments.js';

const RATE_HZ = 48_000;
const BLOCK_SAMPLES = 4_800;
const BYTES_A_SAMPLE = 4;

export interface DeliveredTones {
  /** When each tone begins, in seconds of the show. */
  begin: number[][];
  /** What a player would have stumbled over; nothing behind it was heard. */
  broken: string | undefined;
}

/** Follows the audio of a show to its end and listens for tones. */
export async function watchTones(
  url: string,
  tonesHz: readonly number[],
  threshold: number,
  fromSegment = 1,
): Promise<DeliveredTones> {
  const finders = tonesHz.map((hz) => new BeepFinder({ hz, sampleRateHz: RATE_HZ, threshold }));
  const begin: number[][] = tonesHz.map(() => []);
  const decoding = ['-v', 'error', '-i', 'pipe:0', '-ac', '1', '-ar', `${RATE_HZ}`, '-f', 'f32le', 'pipe:1'];
  const decoder = spawn('ffmpeg', decoding, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(decoder, 'close');
  let startSeconds = Number.NaN;
  let samples = 0;
  let broken: string | undefined;
  let rest = Buffer.alloc(0);
  const hear = (block: Float32Array) => {
    const startMs = (startSeconds + samples / RATE_HZ) * 1_000;
    for (const [tone, finder] of finders.entries())
      begin[tone]?.push(...finder.push(block, startMs).map((ms) => ms / 1_000));
    samples += block.length;
  };
  decoder.stdout.on('data', (chunk: Buffer) => {
    const bytes = Buffer.concat([rest, chunk]);
    const size = BLOCK_SAMPLES * BYTES_A_SAMPLE;
    let at = 0;
    for (; at + size <= bytes.length; at += size)
      hear(new Float32Array(Uint8Array.from(bytes.subarray(at, at + size)).buffer));
    rest = bytes.subarray(at);
  });
  for await (const segment of deliveredSegments(url, fromSegment)) {
    broken = segment.broken;
    if (broken !== undefined) break;
    if (segment.startSeconds !== undefined) startSeconds = segment.startSeconds;
    decoder.stdin.write(segment.bytes);
  }
  decoder.stdin.end();
  await ended;
  return { begin, broken };
}
