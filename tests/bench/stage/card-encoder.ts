import { join } from 'node:path';
import { Child, systemClock } from '#kernel';
import { BEAT_MS, BEEP_HZ } from '../../support/engines/chromium.js';
import { RawTestCard, rawTestAudio } from '../../support/page/raw-test-card.js';

const FRAME_MS = 1_000 / 30;
const AUDIO_MS = 20;
/** A live feed that cannot keep up skips; a pipe must not fill memory. */
const MOST_BUFFERED_BYTES = 8e6;

const VIDEO = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-threads', '1'],
  ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0', '-b:v', '2500k'],
];
const AUDIO = ['-c:a', 'aac', '-b:a', '128k'];

/** The classic answer: segments of 2 s on disk, for any web server to give out. */
export const toSegments = (folder: string): string[] => [
  ...[...VIDEO, ...AUDIO, '-f', 'hls', '-hls_time', '2', '-hls_list_size', '8'],
  ...['-hls_flags', 'delete_segments+program_date_time', join(folder, 'index.m3u8')],
];

export const toRtmp = (url: string): string[] => [...VIDEO, ...AUDIO, '-f', 'flv', url];

/** FFmpeg as it comes: some 180 ms of audio are sent together. */
export const toTs = (url: string): string[] => [...VIDEO, ...AUDIO, '-f', 'mpegts', url];

/** Each frame of audio by itself. */
export const toPromptTs = (url: string): string[] => [
  ...[...VIDEO, ...AUDIO],
  ...['-f', 'mpegts', '-pes_payload_size', '0', url],
];

const FRAGMENTS = '+cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer';

/** The same video and audio in fragments, each over a connection of its own. */
export const toFragments = (videoUrl: string, audioUrl: string): string[] => [
  ...['-map', '0:v', ...VIDEO, '-f', 'mp4', '-movflags', `${FRAGMENTS}+frag_keyframe`],
  ...['-frag_duration', '500000', '-flush_packets', '1', videoUrl],
  ...['-map', '1:a', ...AUDIO, '-f', 'mp4', '-movflags', `${FRAGMENTS}+frag_every_frame`],
  ...['-flush_packets', '1', audioUrl],
];

/** One FFmpeg that takes the test card in real time and encodes it as the site does, to wherever the caller says. */
export class CardEncoder {
  readonly #child: Child;
  readonly #cancels: (() => void)[];

  constructor(output: readonly string[]) {
    this.#child = new Child({
      name: 'card encoder',
      command: 'ffmpeg',
      args: [
        ...['-v', 'error', '-probesize', '32', '-analyzeduration', '0'],
        ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '1280x720', '-r', '30', '-i', 'pipe:0'],
        ...['-f', 'f32le', '-ar', '48000', '-ac', '1', '-i', 'pipe:3'],
        ...output,
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
    const audio = { toneHz: 440, beepHz: BEEP_HZ, beatMs: BEAT_MS, beepMs: 100 };
    this.#cancels = [
      this.#onBeat(FRAME_MS, (wallMs) => this.#write(this.#child.stdin, Buffer.from(card.at(wallMs)))),
      this.#onBeat(AUDIO_MS, (wallMs) => {
        const { buffer } = rawTestAudio(wallMs, AUDIO_MS * 48, audio);
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

  /** Calls once for every beat that has passed, late or not, so that video and audio keep step with time. */
  #onBeat(periodMs: number, due: (wallMs: number) => void): () => void {
    const beganWallMs = systemClock.wallMs();
    let count = 0;
    return systemClock.every(5, () => {
      for (; beganWallMs + count * periodMs <= systemClock.wallMs(); count += 1)
        due(beganWallMs + count * periodMs);
    });
  }
}
