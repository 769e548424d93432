import { SAMPLE_RATE_HZ } from '../settings.js';
import type { ClipFile } from './clip-file.js';

/** Beside standard output, which has the frames. */
export const CLIP_AUDIO_DESCRIPTOR = 3;

/** Frames at the rate of the programme and samples at its rate: frame `n` is shown `n` ticks after the first. */
export function clipArguments({ path, video, hasAudio }: ClipFile, frameRate: number): string[] {
  const colours = 'flags=bilinear:out_range=tv:out_color_matrix=bt601';
  const images =
    video && `fps=${frameRate}:start_time=0,scale=${video.width}:${video.height}:${colours},format=yuv420p`;
  return [
    ...['-hide_banner', '-nostats', '-loglevel', 'error', '-threads', '1', '-filter_threads', '1'],
    ...['-protocol_whitelist', 'file,pipe', '-i', path],
    ...(images === undefined
      ? []
      : ['-map', '0:v:0', '-vf', images, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1']),
    ...(hasAudio
      ? [
          ...['-map', '0:a:0', '-af', 'aresample=async=1:first_pts=0', '-ar', `${SAMPLE_RATE_HZ}`],
          ...['-ac', '2', '-f', 'f32le', `pipe:${CLIP_AUDIO_DESCRIPTOR}`],
        ]
      : []),
  ];
}
