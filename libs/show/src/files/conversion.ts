/** What FFmpeg says a file is. */
export interface FileFacts {
  seconds: number;
  video: { width: number; height: number } | undefined;
  hasAudio: boolean;
}

/** Containers of video and audio. Playlists, subtitles and images of many files are none: they name other files. */
const FORMATS =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi,flv,mpeg,asf,ogg,mp3,wav,flac,aac,aiff,caf,w64';

/** 8K; a file of one frame may say that it has gigabytes of pixels. */
const PIXELS_AT_MOST = 7_680 * 4_320;

const SAFE_INPUT = [
  ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS],
  ...['-max_pixels', `${PIXELS_AT_MOST}`],
];

export const probeArguments = (path: string): string[] => ['-hide_banner', ...SAFE_INPUT, '-i', path];

/** Titles of a file are printed as well, with a longer indent: only lines that FFmpeg itself begins are read. */
const DURATION = /^ {2}Duration: (\d+):(\d\d):(\d\d\.\d+)/;
const STREAM = /^ {2}Stream #\d+:\d+(?:\[\w+\])?(?:\([^)]{0,40}\))?: (Video|Audio): /;
const COVER = /^(?:png|mjpeg|bmp|gif)\b/;
const SIDES = /, (\d{2,5})x(\d{2,5})(?: |,|$)/;

/** From what FFmpeg prints of its input; nothing where it has neither video nor audio. A cover is no video. */
export function readFacts(printed: string): FileFacts | undefined {
  let seconds = 0;
  let video: FileFacts['video'];
  let hasAudio = false;
  for (const line of printed.split('\n')) {
    const [, hours = '0', minutes = '0', rest] = DURATION.exec(line) ?? [];
    if (rest !== undefined) seconds = Number(hours) * 3_600 + Number(minutes) * 60 + Number(rest);
    const [head = '', kind] = STREAM.exec(line) ?? [];
    if (kind === 'Audio') hasAudio = true;
    else if (kind === 'Video') video ??= sidesOf(line.slice(head.length));
  }
  return video || hasAudio ? { seconds, video, hasAudio } : undefined;
}

function sidesOf(described: string): FileFacts['video'] {
  const [, width, height] = SIDES.exec(described) ?? [];
  if (width === undefined || height === undefined || COVER.test(described)) return undefined;
  return { width: Number(width), height: Number(height) };
}

const LONGEST_SIDE_PX = 1_280;
const FRAME_RATE = 30;
/** Noise takes twenty times as much as people do: a small file must not fill the disk. */
const MOST_BITS = ['-maxrate', '6M', '-bufsize', '12M'];

/** What every programme decodes cheaply: 720p at most, H.264 and AAC at 48 kHz, with key frames close to each other. */
export function convertArguments(
  from: string,
  to: string,
  { video, hasAudio }: FileFacts,
  mostSeconds: number,
): string[] {
  const side = `min(${LONGEST_SIDE_PX},`;
  const scale = `scale=w='${side}iw)':h='${side}ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;
  return [
    ...['-hide_banner', '-nostats', '-loglevel', 'error', '-y', '-threads', '1', '-filter_threads', '1'],
    ...SAFE_INPUT,
    ...['-i', from, '-progress', 'pipe:1', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-sn', '-dn', '-t', `${mostSeconds}`],
    ...(video
      ? [
          ...[
            '-map',
            '0:v:0',
            '-vf',
            `fps=${FRAME_RATE},scale=iw*sar:ih,setsar=1,${scale},format=yuv420p`,
            '-c:v',
            'libx264',
          ],
          ...['-preset', 'veryfast', '-crf', '20', '-g', `${FRAME_RATE}`, '-threads', '1', ...MOST_BITS],
        ]
      : ['-vn']),
    ...(hasAudio ? ['-map', '0:a:0', '-c:a', 'aac', '-b:a', '160k', '-ar', '48000', '-ac', '2'] : ['-an']),
    ...['-movflags', '+faststart', '-f', 'mp4', to],
  ];
}

/** Seconds that are done, from what FFmpeg writes of its progress. */
export function readProgress(text: string): number | undefined {
  const times = [...text.matchAll(/out_time_us=(\d+)/g)];
  const last = times.at(-1)?.[1];
  return last === undefined ? undefined : Number(last) / 1_000_000;
}
