// Clips that stand for what browsers send, made by FFmpeg once and kept for all test files.
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseIvfFrames } from '#media';

const KEPT = join(import.meta.dirname, '..', '..', 'out', 'prepared', 'clips');

const run = promisify(execFile);

export interface CodedUnit {
  data: Uint8Array;
  isKey: boolean;
}

/** What FFmpeg makes of these arguments; they name no file, so that it is the same each time. */
async function ffmpeg(args: string[]): Promise<Uint8Array> {
  const path = join(KEPT, createHash('sha256').update(args.join('\0')).digest('hex').slice(0, 32));
  const kept = await readFile(path).catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = await encode(args);
  await mkdir(KEPT, { recursive: true });
  // Other test files may be at it too: whole or not at all.
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, made);
  await rename(own, path);
  return made;
}

async function encode(args: string[]): Promise<Uint8Array> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', ...args, 'pipe:1'], {
    encoding: 'buffer',
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}

export interface VideoClip {
  /** A source of FFmpeg's lavfi, such as `color=red`. */
  source: string;
  width: number;
  height: number;
  frameRate: number;
  seconds: number;
  bitrate?: string;
  filter?: string;
  /** Frames from one key frame to the next. */
  keyFrameEvery?: number;
}

/** Sources that do not take a duration. */
const ENDLESS = /^(mandelbrot|life)\b/;

const input = ({ source, width, height, frameRate, seconds, filter }: VideoClip): string[] => [
  ...(ENDLESS.test(source) ? ['-t', `${seconds}`] : []),
  ...[
    '-f',
    'lavfi',
    '-i',
    `${source}${source.includes('=') ? ':' : '='}s=${width}x${height}:r=${frameRate}${ENDLESS.test(source) ? '' : `:d=${seconds}`}`,
  ],
  ...(filter ? ['-vf', filter] : []),
];

export async function vp8Clip(clip: VideoClip): Promise<CodedUnit[]> {
  const file = await ffmpeg([
    ...input(clip),
    ...[
      '-c:v',
      'libvpx',
      '-deadline',
      'realtime',
      '-cpu-used',
      '8',
      '-auto-alt-ref',
      '0',
      '-lag-in-frames',
      '0',
    ],
    ...[
      '-b:v',
      clip.bitrate ?? '800k',
      '-g',
      `${clip.keyFrameEvery ?? 15}`,
      '-pix_fmt',
      'yuv420p',
      '-f',
      'ivf',
    ],
  ]);
  return parseIvfFrames(file).map(({ data }) => ({ data, isKey: ((data[0] ?? 1) & 1) === 0 }));
}

function splitNals(stream: Uint8Array): Uint8Array[] {
  const starts: number[] = [];
  for (let i = 0; i + 3 < stream.length; i += 1) {
    if (stream[i] === 0 && stream[i + 1] === 0 && stream[i + 2] === 1) starts.push(i + 3);
  }
  return starts.map((start, index) => {
    let end = index + 1 < starts.length ? (starts[index + 1] as number) - 3 : stream.length;
    while (end > start && stream[end - 1] === 0) end -= 1;
    return stream.subarray(start, end);
  });
}

export interface H264Unit {
  nals: Uint8Array[];
  isKey: boolean;
}

/** Full range, as browsers send it. */
export async function h264Clip(clip: VideoClip): Promise<H264Unit[]> {
  const stream = await ffmpeg([
    ...input({
      ...clip,
      filter: `${clip.filter ? `${clip.filter},` : ''}scale=out_range=pc,format=yuvj420p`,
    }),
    ...[
      '-c:v',
      'libx264',
      '-profile:v',
      'baseline',
      '-tune',
      'zerolatency',
      '-preset',
      'veryfast',
      '-g',
      `${clip.keyFrameEvery ?? 15}`,
    ],
    ...['-color_range', 'pc', '-x264-params', 'aud=1:slices=1', '-b:v', clip.bitrate ?? '800k', '-f', 'h264'],
  ]);
  const units: H264Unit[] = [];
  for (const nal of splitNals(stream)) {
    const type = (nal[0] ?? 0) & 0x1f;
    if (type === 9) units.push({ nals: [], isKey: false });
    const unit = units.at(-1);
    if (!unit || type === 9 || type === 6) continue;
    unit.nals.push(nal);
    if (type === 5) unit.isKey = true;
  }
  return units;
}

/** Packets of an Ogg file, without its two headers (RFC 3533). */
export function oggPackets(file: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  let at = 0;
  while (at + 27 <= file.length) {
    const segments = file[at + 26] ?? 0;
    let data = at + 27 + segments;
    for (let i = 0; i < segments; i += 1) {
      const length = file[at + 27 + i] ?? 0;
      parts.push(file.subarray(data, data + length));
      data += length;
      if (length === 255) continue;
      packets.push(Uint8Array.from(Buffer.concat(parts)));
      parts = [];
    }
    at = data;
  }
  return packets.slice(2);
}

/** 20 ms packets of what a lavfi source makes, such as `sine=f=440`. */
export async function opusClip(source: string, seconds: number): Promise<Uint8Array[]> {
  const filter = `${source}${source.includes('=') ? ':' : '='}d=${seconds}`;
  const packets = oggPackets(
    await ffmpeg([
      ...['-f', 'lavfi', '-i', filter, '-ar', '48000', '-ac', '1'],
      ...['-c:a', 'libopus', '-b:a', '48k', '-frame_duration', '20', '-f', 'ogg'],
    ]),
  );
  // The encoder's look-ahead makes one packet more than the clip is long; a loop would slide by it.
  return packets.slice(0, seconds * 50);
}
