import { Child, systemClock } from '#kernel';
import type { Rgb } from '../page/test-card.js';

/** As small as the colours of a test card allow. */
const SIZE = { width: 32, height: 18 };

/** Follows a programme as a player does and tells the mean colour of an area of each of its frames. */
export class ProgrammeColour {
  readonly #child: Child;
  #rest = Buffer.alloc(0);

  constructor(playlistUrl: string, heard: (colour: Rgb, atMs: number) => void) {
    this.#child = new Child({
      name: 'programme colour',
      command: 'ffmpeg',
      args: [
        ...['-nostdin', '-v', 'error', '-live_start_index', '-1', '-i', playlistUrl, '-an'],
        ...[
          '-vf',
          `scale=${SIZE.width}:${SIZE.height}:flags=area`,
          '-pix_fmt',
          'rgb24',
          '-f',
          'rawvideo',
          'pipe:1',
        ],
      ],
      clock: systemClock,
      graceMs: 500,
    });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk, heard));
  }

  close(): Promise<unknown> {
    return this.#child.stop();
  }

  #take(chunk: Buffer, heard: (colour: Rgb, atMs: number) => void): void {
    const frameBytes = SIZE.width * SIZE.height * 3;
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= frameBytes) {
      heard(groundOf(this.#rest), systemClock.wallMs());
      this.#rest = this.#rest.subarray(frameBytes);
    }
  }
}

/** Below the bar code of a test card, right of its middle, everything has the colour of its ground. */
function groundOf(frame: Buffer): Rgb {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let y = 13; y < 15; y += 1)
    for (let x = 23; x < 28; x += 1) {
      const at = (y * SIZE.width + x) * 3;
      for (const channel of [0, 1, 2] as const) sums[channel] += frame[at + channel] ?? 0;
      count += 1;
    }
  return sums.map((sum) => Math.round(sum / count)) as unknown as Rgb;
}
