import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { OnsetFinder } from '../compositor/onsets.js';

const RATE_HZ = 8_000;
/** A beep after so much of anything else is another beep. */
const QUIET_SECONDS = 0.2;
const WINDOW = 16;
/** Between the tone that names a person and a beep. */
const LOUD = 0.18;

/** Where beeps begin in the audio of a file, by the file's own time. */
export async function beepsOf(url: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    // Holes are silence and the file's beginning counts, so that samples count time.
    [
      '-v',
      'error',
      '-copyts',
      '-i',
      url,
      '-map',
      '0:a',
      '-af',
      `aresample=${RATE_HZ}:async=1000:min_hard_comp=0.01:first_pts=0`,
    ].concat(['-ac', '1', '-f', 'f32le', 'pipe:1']),
    { encoding: 'buffer', maxBuffer: 1024 ** 3 },
  );
  const samples = new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 4));
  const finder = new OnsetFinder((QUIET_SECONDS * RATE_HZ) / WINDOW);
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW) {
    let peak = 0;
    for (let each = at; each < at + WINDOW; each += 1) peak = Math.max(peak, Math.abs(samples[each] ?? 0));
    finder.push(peak > LOUD);
  }
  return finder.found.map((window) => (window * WINDOW) / RATE_HZ);
}
