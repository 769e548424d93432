// Both channels of a recorded run, and how loud FFmpeg finds it.
import { type RecordedRun, readDecoded } from './recording-sink.js';

export interface StereoAudio {
  left: Float32Array;
  right: Float32Array;
}

/** Of runs that were joined: from their start, without the encoder's delay. */
export async function decodeStereo(joined: RecordedRun): Promise<StereoAudio> {
  const pieces: Buffer[] = [];
  const options = ['-f', 'f32le', '-ar', '48000', '-ac', '2'];
  await readDecoded(joined, options, 8, (piece) => pieces.push(Buffer.from(piece)));
  const bytes = Buffer.concat(pieces);
  const both = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const channel = (offset: number) =>
    Float32Array.from({ length: both.length / 2 }, (_, i) => both[2 * i + offset] as number);
  return { left: channel(0), right: channel(1) };
}

const { sin, cos, PI, hypot } = Math;

const WINDOW_SAMPLES = 2_400;
const BETTER = 0.8;

/**
 * The height of a tone of this frequency (a multiple of 20 Hz) in a piece of audio, wherever its phase jumps: that of the
 * better windows, since on a busy machine packets are late and the audio fades for a moment.
 */
export function heightOf(audio: Float32Array, frequencyHz: number): number {
  const heights = Array.from({ length: Math.floor(audio.length / WINDOW_SAMPLES) }, (_, at) =>
    heightWithin(audio.subarray(at * WINDOW_SAMPLES, (at + 1) * WINDOW_SAMPLES), frequencyHz),
  ).sort((a, b) => a - b);
  return heights[Math.floor(heights.length * BETTER)] ?? 0;
}

function heightWithin(audio: Float32Array, frequencyHz: number): number {
  let [sine, cosine] = [0, 0];
  for (let i = 0; i < audio.length; i += 1) {
    const angle = (2 * PI * frequencyHz * i) / 48_000;
    sine += (audio[i] as number) * sin(angle);
    cosine += (audio[i] as number) * cos(angle);
  }
  return (2 * hypot(sine, cosine)) / audio.length;
}
