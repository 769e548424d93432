import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface MediaFacts {
  seconds: number;
  streams: { codec: string; seconds: number; startSeconds: number; frames: number; width?: number }[];
  chapters: { atSeconds: number; title: string }[];
  /** What FFmpeg says when it decodes all of it; nothing when all is well. */
  errors: string;
}

interface Probed {
  format: { duration: string };
  chapters: { start_time: string; tags?: { title?: string } }[];
  streams: {
    codec_name: string;
    duration: string;
    start_time: string;
    nb_read_frames: string;
    width?: number;
  }[];
}

/** Reads a file or an address to its end, decoding everything, unless what its head says is enough: then frames are not counted. */
export async function readMedia(url: string, { isDecoded = true } = {}): Promise<MediaFacts> {
  const run = promisify(execFile);
  const probe = [
    '-v',
    'error',
    ...(isDecoded ? ['-count_frames'] : []),
    '-show_format',
    '-show_streams',
    '-show_chapters',
    '-of',
    'json',
    url,
  ];
  const { stdout, stderr } = await run('ffprobe', probe, { maxBuffer: 16 * 1024 * 1024 });
  const { format, streams, chapters } = JSON.parse(stdout) as Probed;
  return {
    seconds: Number(format.duration),
    streams: streams.map((stream) => ({
      codec: stream.codec_name,
      seconds: Number(stream.duration),
      startSeconds: Number(stream.start_time),
      frames: Number(stream.nb_read_frames),
      ...(stream.width === undefined ? {} : { width: stream.width }),
    })),
    chapters: chapters.map(({ start_time, tags }) => ({
      atSeconds: Number(start_time),
      title: tags?.title ?? '',
    })),
    errors: stderr.trim(),
  };
}
