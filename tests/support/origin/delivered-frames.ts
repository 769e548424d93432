import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { deliveredSegments } from './delivered-segments.js';

export interface DeliveredFrames {
  frames: number;
  /** The first frame's time of the show. */
  startSeconds: number;
  /** What the playlist says they last. */
  seconds: number;
  segments: number;
  /** What a player would have stumbled over; nothing behind it was looked at. */
  broken: string | undefined;
  /** Numbers of frames that are black all over. */
  black: number[];
  /** Stretches of frames that are like the one before them. */
  stills: { from: number; frames: number }[];
}

/** A frame that was made small: values of BT.601 in the limited range, as they are encoded. */
export interface FramePoints {
  luma: Uint8Array;
  cb: Uint8Array;
  cr: Uint8Array;
}

export interface WatchOptions {
  /** From the first one, in which a rendition whose encoder started later than the others has gaps, or a later one. */
  fromSegment?: number;
  /** Points are as high as they are wide: tiles of a tall format are narrow. */
  isTall?: boolean;
  /** Sees every frame, in order. */
  look?: (points: FramePoints, frame: number) => void;
}

const LONG_SIDE = 64;
const SHORT_SIDE = 36;
const POINTS = LONG_SIDE * SHORT_SIDE;
/** A point that changed by more than coding changes it. */
const MOVED = 10;
/** The brightest point of a black frame. */
const BLACK_LUMA = 50;

/** Looks at frames one after the other and keeps no more than two. */
class FrameJudge {
  count = 0;
  readonly black: number[] = [];
  readonly stills: { from: number; frames: number }[] = [];
  #last: Uint8Array | undefined;
  #still = 0;

  push(frame: Uint8Array): void {
    if (frame.every((luma) => luma < BLACK_LUMA)) this.black.push(this.count);
    const last = this.#last;
    const moved = last?.some((luma, at) => Math.abs(luma - (frame[at] as number)) > MOVED) ?? false;
    if (moved) this.#moved();
    else this.#still += 1;
    this.#last = Uint8Array.from(frame);
    this.count += 1;
  }

  #moved(): void {
    if (this.#still > 0) this.stills.push({ from: this.count - this.#still, frames: this.#still });
    this.#still = 0;
  }

  end(): void {
    this.#moved();
  }
}

/** Follows one rendition to its end, as a plain player does, and looks at every frame. */
export async function watchDelivered(url: string, options: WatchOptions = {}): Promise<DeliveredFrames> {
  const { fromSegment = 1, isTall = false, look } = options;
  const size = isTall ? `${SHORT_SIDE}:${LONG_SIDE}` : `${LONG_SIDE}:${SHORT_SIDE}`;
  const decoder = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', 'pipe:0', '-vf', `scale=${size}:flags=area,format=yuv444p`],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(decoder, 'close');
  const judge = new FrameJudge();
  const see = (frame: Buffer) => {
    const [luma, cb, cr] = [0, 1, 2].map((plane) => frame.subarray(plane * POINTS, (plane + 1) * POINTS));
    if (!luma || !cb || !cr) return;
    look?.({ luma, cb, cr }, judge.count);
    judge.push(luma);
  };
  let rest = Buffer.alloc(0);
  decoder.stdout.on('data', (chunk: Buffer) => {
    const bytes = Buffer.concat([rest, chunk]);
    const frameBytes = POINTS * 3;
    let at = 0;
    for (; at + frameBytes <= bytes.length; at += frameBytes) see(bytes.subarray(at, at + frameBytes));
    rest = bytes.subarray(at);
  });
  let seconds = 0;
  let segments = 0;
  let startSeconds = Number.NaN;
  let broken: string | undefined;
  for await (const segment of deliveredSegments(url, fromSegment)) {
    broken = segment.broken;
    if (broken !== undefined) break;
    if (segment.startSeconds !== undefined) startSeconds = segment.startSeconds;
    seconds += segment.durationSeconds;
    segments += 1;
    decoder.stdin.write(segment.bytes);
  }
  decoder.stdin.end();
  await ended;
  judge.end();
  const { count: frames, black, stills } = judge;
  return { frames, startSeconds, seconds, segments, broken, black, stills };
}
