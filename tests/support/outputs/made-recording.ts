import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FragmentSplitter, type Mp4Sample, parseTrackInit, printFragment, readFragment } from '#media';

/** Three times the shortest time that is whole in frames of 30 a second and in frames of AAC at 48 kHz. */
const SEGMENT_SECONDS = 1.6;
const PARTS = 4;
const STARTED_MS = 1_700_000_000_000;

interface Kind {
  id: string;
  rendition: object;
  make: readonly string[];
  frames: number;
}

const video = (bitrate: number): Kind => ({
  id: 'video-720',
  rendition: { kind: 'video', width: 1_280, height: 720, frameRate: 30, targetBitrate: bitrate },
  make: [
    ...['-f', 'lavfi', '-i', `testsrc2=s=1280x720:r=30:d=${SEGMENT_SECONDS},noise=alls=20:allf=t`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '48', '-pix_fmt', 'yuv420p'],
    ...['-b:v', `${bitrate}`, '-maxrate', `${bitrate}`, '-bufsize', `${bitrate}`],
  ],
  frames: 48,
});
const AUDIO: Kind = {
  id: 'audio',
  rendition: { kind: 'audio', targetBitrate: 128_000 },
  make: ['-f', 'lavfi', '-i', 'sine=f=440:r=48000:d=2', '-c:a', 'aac', '-b:a', '128k'],
  frames: 75,
};

async function samplesOf({ make, frames }: Kind) {
  const movflags = ['-movflags', '+empty_moov+default_base_moof+frag_keyframe', '-f', 'mp4', 'pipe:1'];
  const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', ...make, ...movflags], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 ** 2,
  });
  const pieces = new FragmentSplitter().push(stdout);
  const init = pieces.find(({ kind }) => kind === 'init');
  if (init === undefined) throw new Error('FFmpeg made no initialization section');
  const track = parseTrackInit(init.bytes);
  const fragments = pieces.filter(({ kind }) => kind === 'fragment');
  const samples = fragments.flatMap(({ bytes }) => readFragment(bytes, track.defaults));
  return { track, samples: samples.slice(0, frames) };
}

/** As an encoder writes it: several fragments a segment. */
function segmentOf(samples: readonly Mp4Sample[], trackId: number, at: number, startTicks: number): Buffer {
  const size = Math.ceil(samples.length / PARTS);
  let decodeTicks = startTicks;
  return Buffer.concat(
    Array.from({ length: PARTS }, (_, part) => {
      const own = samples.slice(part * size, (part + 1) * size);
      const bytes = printFragment({ sequence: at * PARTS + part + 1, trackId, decodeTicks }, own);
      decodeTicks += own.reduce((sum, { durationTicks }) => sum + durationTicks, 0);
      return bytes;
    }),
  );
}

async function write(folder: string, kind: Kind, segments: number): Promise<object[]> {
  const { track, samples } = await samplesOf(kind);
  const file = await open(join(folder, `${kind.id}.m4s`), 'w');
  const mapUri = `s1/${kind.id}-init.mp4`;
  const lines: object[] = [
    { fact: 'rendition', rendition: { id: kind.id, ...kind.rendition } },
    { fact: 'map', renditionId: kind.id, uri: mapUri, offset: 0, bytes: track.bytes.length },
  ];
  let offset = (await file.write(track.bytes)).bytesWritten;
  for (let at = 0; at < segments; at += 1) {
    const startSeconds = at * SEGMENT_SECONDS;
    const data = segmentOf(samples, track.trackId, at, Math.round(startSeconds * track.timescaleHz));
    await file.write(data);
    const segment = {
      ...{ msn: at + 1, uri: `s1/${kind.id}-${at + 1}.m4s`, mapUri, offset, bytes: data.length },
      ...{ startSeconds, endSeconds: startSeconds + SEGMENT_SECONDS, discontinuity: false },
      programDateTimeMs: STARTED_MS + startSeconds * 1_000,
    };
    lines.push({ fact: 'segment', renditionId: kind.id, segment });
    offset += data.length;
  }
  await file.close();
  return lines;
}

/** A recording as a live show leaves it when everything is killed: media and journal, nothing finished. Its length in seconds. */
export async function makeRecording(
  folder: string,
  { hours, bitrate }: { hours: number; bitrate: number },
): Promise<number> {
  const segments = Math.round((hours * 3_600) / SEGMENT_SECONDS);
  const lines = [
    ...(await write(folder, video(bitrate), segments)),
    ...(await write(folder, AUDIO, segments)),
  ];
  const journal = await open(join(folder, 'recording.jsonl'), 'w');
  await journal.writeFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await journal.close();
  return segments * SEGMENT_SECONDS;
}
