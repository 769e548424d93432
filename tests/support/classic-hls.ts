import { join } from 'node:path';
import { Child, systemClock } from '#kernel';
import { BEAT_MS, BEEP_HZ } from './chromium.js';
import { RawTestCard, rawTestSound } from './page/raw-test-card.js';

const FRAME_MS = 1_000 / 30;
const SOUND_MS = 20;
/** A live feed that cannot keep up skips; a pipe must not fill memory. */
const MOST_BUFFERED_BYTES = 8e6;

const SEGMENTS = [
  '-f',
  'hls',
  '-hls_time',
  '2',
  '-hls_list_size',
  '8',
  '-hls_flags',
  'delete_segments+program_date_time',
];

/**
 * The classic answer: one FFmpeg that takes the test card in real time, encodes it as the house does and cuts it
 * into segments of 2 s on disk, for any web server to give out.
 */
export class ClassicHls {
  readonly #child: Child;
  readonly #cancels: (() => void)[];

  constructor(folder: string) {
    this.#child = new Child({
      name: 'classic HLS',
      command: 'ffmpeg',
      args: [
        ...['-v', 'error', '-probesize', '32', '-analyzeduration', '0'],
        ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '1280x720', '-r', '30', '-i', 'pipe:0'],
        ...['-f', 'f32le', '-ar', '48000', '-ac', '1', '-i', 'pipe:3'],
        ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-threads', '1'],
        ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0', '-b:v', '2500k'],
        ...['-c:a', 'aac', '-b:a', '128k', ...SEGMENTS, join(folder, 'index.m3u8')],
      ],
      clock: systemClock,
      extraStdio: ['pipe'],
    });
    const card = new RawTestCard({
      width: 1_280,
      height: 720,
      ground: [96, 32, 128],
      beatMs: BEAT_MS,
      flashMs: 100,
      matrix: 'bt709',
    });
    const sound = { toneHz: 440, beepHz: BEEP_HZ, beatMs: BEAT_MS, beepMs: 100 };
    this.#cancels = [
      this.#onBeat(FRAME_MS, (wallMs) => this.#write(this.#child.stdin, Buffer.from(card.at(wallMs)))),
      this.#onBeat(SOUND_MS, (wallMs) => {
        const { buffer } = rawTestSound(wallMs, SOUND_MS * 48, sound);
        this.#write(this.#child.extra(3), Buffer.from(buffer as ArrayBuffer));
      }),
    ];
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async close(): Promise<void> {
    for (const cancel of this.#cancels) cancel();
    await this.#child.kill();
  }

  #write(stream: { writableLength: number; write(bytes: Buffer): unknown }, bytes: Buffer): void {
    if (stream.writableLength < MOST_BUFFERED_BYTES) stream.write(bytes);
  }

  /** Calls once for every beat that has passed, late or not, so that pictures and sound keep step with time. */
  #onBeat(periodMs: number, due: (wallMs: number) => void): () => void {
    const beganWallMs = systemClock.wallMs();
    let count = 0;
    return systemClock.every(5, () => {
      for (; beganWallMs + count * periodMs <= systemClock.wallMs(); count += 1)
        due(beganWallMs + count * periodMs);
    });
  }
}
