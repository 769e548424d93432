import { Child, type Clock, FFMPEG_ENVIRONMENT } from '#kernel';
import { i420Bytes } from '../mix/i420.js';
import { SAMPLE_RATE_HZ } from '../settings.js';
import { AheadReader } from './ahead-reader.js';
import { CLIP_AUDIO_DESCRIPTOR, clipArguments } from './clip-arguments.js';
import type { ClipFile } from './clip-file.js';

export interface ClipDecoderOptions {
  file: ClipFile;
  frameRate: number;
  ffmpegPath: string;
  clock: Clock;
}

/** Enough to ride over a decoder that does not get its turn; a frame of 720p has 1.4 MB. */
const AHEAD_SECONDS = 0.5;
/** Audio is small, and a reader that is full of it would keep FFmpeg from the frames beside it. */
const AUDIO_AHEAD_SECONDS = 4;
/** Audio crosses in pieces of 5 ms: the shares of two ticks differ by less. */
export const AUDIO_PIECE_SAMPLES = 240;
const BYTES_A_SAMPLE = 8;

/** What a playing clip takes its frames and samples from. */
export interface ClipSource {
  readonly video: AheadReader | undefined;
  readonly audio: AheadReader | undefined;
  close(): Promise<unknown>;
}

/** One FFmpeg that reads a clip ahead of its being shown. Full readers stop its pipes, and FFmpeg waits. */
export function openClip({ file, frameRate, ffmpegPath, clock }: ClipDecoderOptions): ClipSource {
  const child = new Child({
    name: `clip ${file.id}`,
    command: ffmpegPath,
    args: clipArguments(file, frameRate),
    extraStdio: ['pipe'],
    env: FFMPEG_ENVIRONMENT,
    clock,
  });
  const frames = Math.ceil(AHEAD_SECONDS * frameRate);
  const pieces = (AUDIO_AHEAD_SECONDS * SAMPLE_RATE_HZ) / AUDIO_PIECE_SAMPLES;
  const { video, hasAudio } = file;
  return {
    video: video && new AheadReader(child.stdout, i420Bytes(video.width, video.height), frames),
    audio: hasAudio
      ? new AheadReader(child.extra(CLIP_AUDIO_DESCRIPTOR), AUDIO_PIECE_SAMPLES * BYTES_A_SAMPLE, pieces)
      : undefined,
    close: () => child.kill(),
  };
}
