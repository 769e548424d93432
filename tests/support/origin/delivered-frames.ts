import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type MediaPlaylist, type MediaSegment, parseMediaPlaylist } from '#media';
import { hlsFetch } from './hls-client.js';

export interface DeliveredFrames {
  frames: number;
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

const WIDTH = 64;
const HEIGHT = 36;
/** A point that changed by more than coding changes it. */
const MOVED = 12;
/** The brightest point of a black frame. */
const BLACK_LUMA = 40;

/** Looks at frames one after the other and keeps no more than two. */
class FrameJudge {
  count = 0;
  readonly black: number[] = [];
  readonly stills: { from: number; frames: number }[] = [];
  #last: Buffer | undefined;
  #still = 0;

  push(frame: Buffer): void {
    if (frame.every((luma) => luma < BLACK_LUMA)) this.black.push(this.count);
    const last = this.#last;
    const moved = last?.some((luma, at) => Math.abs(luma - (frame[at] as number)) > MOVED) ?? false;
    if (moved) this.#moved();
    else this.#still += 1;
    this.#last = Buffer.from(frame);
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

/**
 * Follows one rendition to its end, as a plain player does, and looks at every frame. From its first segment, in which a
 * rendition whose encoder started later than the others has gaps, or from a later one.
 */
export async function watchDelivered(url: string, fromSegment = 1): Promise<DeliveredFrames> {
  const decoder = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', 'pipe:0', '-vf', `scale=${WIDTH}:${HEIGHT}:flags=area,format=gray`],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(decoder, 'close');
  const judge = new FrameJudge();
  let rest = Buffer.alloc(0);
  decoder.stdout.on('data', (chunk: Buffer) => {
    const bytes = Buffer.concat([rest, chunk]);
    const size = WIDTH * HEIGHT;
    let at = 0;
    for (; at + size <= bytes.length; at += size) judge.push(bytes.subarray(at, at + size));
    rest = bytes.subarray(at);
  });
  let seconds = 0;
  let segments = 0;
  let broken: string | undefined;
  for await (const piece of segmentsOf(url, fromSegment)) {
    broken = piece.broken;
    if (broken !== undefined) break;
    seconds += piece.durationSeconds;
    segments += 1;
    decoder.stdin.write(piece.bytes);
  }
  decoder.stdin.end();
  await ended;
  judge.end();
  return { frames: judge.count, seconds, segments, broken, black: judge.black, stills: judge.stills };
}

interface Piece {
  bytes: Buffer;
  durationSeconds: number;
  broken?: string;
}

/** The map, then each segment by its number. */
async function* segmentsOf(url: string, from: number): AsyncGenerator<Piece> {
  let next = from;
  let mapUri: string | undefined;
  for (;;) {
    const playlist = await read(`${url}?_HLS_msn=${next}`);
    for (const segment of playlist.segments.slice(Math.max(0, next - playlist.mediaSequence))) {
      const { uri, durationSeconds } = segment;
      const broken = playlist.mediaSequence > next ? 'gone before it was seen' : faultOf(segment, mapUri);
      if (broken !== undefined)
        yield { bytes: Buffer.alloc(0), durationSeconds, broken: `${next}: ${broken}` };
      const map = mapUri === undefined ? await media(url, segment.mapUri) : Buffer.alloc(0);
      mapUri = segment.mapUri;
      yield { bytes: Buffer.concat([map, await media(url, uri)]), durationSeconds };
      next += 1;
    }
    if (playlist.ended) return;
  }
}

function faultOf(segment: MediaSegment, mapUri: string | undefined): string | undefined {
  if (segment.gap || segment.parts.some(({ gap }) => gap)) return 'a gap';
  if (segment.discontinuity) return 'a discontinuity';
  return mapUri !== undefined && mapUri !== segment.mapUri ? 'another map' : undefined;
}

async function read(url: string): Promise<MediaPlaylist> {
  const { status, body } = await hlsFetch(url);
  if (status !== 200) throw new Error(`${url}: ${status}`);
  return parseMediaPlaylist(body.toString());
}

async function media(playlistUrl: string, uri: string): Promise<Buffer> {
  const { status, body } = await hlsFetch(new URL(uri, playlistUrl).href);
  if (status !== 200) throw new Error(`${uri}: ${status}`);
  return body;
}
