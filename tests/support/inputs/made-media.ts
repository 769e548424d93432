import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface MadeMedia {
  container: 'flv' | 'mpegts';
  seconds?: number;
  size?: string;
  rate?: number;
  video?: readonly string[] | null;
  audio?: readonly string[] | null;
}

const H264 = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-tune',
  'zerolatency',
  '-bf',
  '0',
  '-pix_fmt',
  'yuv420p',
];
const AAC = ['-c:a', 'aac', '-b:a', '96k'];

/** What an encoder of that kind would have sent in some seconds, made as fast as the machine can. */
export async function madeMedia(wish: MadeMedia): Promise<Buffer> {
  const { container, seconds = 2, size = '320x180', rate = 30, video = H264, audio = AAC } = wish;
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [
      ...['-v', 'error', '-nostdin'],
      ...(video ? ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`] : []),
      ...(audio ? ['-f', 'lavfi', '-i', `sine=f=440:r=48000:d=${seconds}`] : []),
      ...(video ? [...video, '-g', String(rate)] : []),
      ...(audio ?? []),
      ...['-f', container, 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 ** 2 },
  );
  return stdout;
}

export interface MadeTag {
  type: number;
  timestampMs: number;
  body: Buffer;
}

/** The tags of an FLV file, as RTMP would bring them. */
export function tagsOf(flv: Buffer): MadeTag[] {
  const tags: MadeTag[] = [];
  for (let at = 13; at + 15 <= flv.length; ) {
    const length = flv.readUIntBE(at + 1, 3);
    const timestampMs = flv.readUIntBE(at + 4, 3) + (flv[at + 7] ?? 0) * 2 ** 24;
    tags.push({ type: flv[at] ?? 0, timestampMs, body: flv.subarray(at + 11, at + 11 + length) });
    at += 15 + length;
  }
  return tags;
}
