import { Child, systemClock } from '#kernel';
import type { Rgb } from '../page/test-card.js';

export interface EncoderOptions {
  url: string;
  format: 'flv' | 'mpegts' | 'h264';
  colour: Rgb;
  /** Instead of H.264 without B-frames, a key frame a second. */
  video?: readonly string[];
  audio?: readonly string[];
  size?: string;
}

const VIDEO = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-bf', '0', '-g', '30'];
const AUDIO = ['-f', 'lavfi', '-i', 'sine=f=440:r=48000'];

/** FFmpeg as people send with it: one colour and a tone, in real time. */
export class Encoder {
  readonly startedAtMs = systemClock.wallMs();
  readonly #child: Child;

  constructor({ url, format, colour, video = VIDEO, audio = AUDIO, size = '640x360' }: EncoderOptions) {
    const [red, green, blue] = colour.map((value) => value.toString(16).padStart(2, '0'));
    this.#child = new Child({
      name: 'encoder',
      command: 'ffmpeg',
      args: [
        ...[
          '-nostdin',
          '-v',
          'error',
          '-re',
          '-f',
          'lavfi',
          '-i',
          `color=c=0x${red}${green}${blue}:s=${size}:r=30`,
        ],
        ...audio.flatMap((argument) => (argument === '-f' ? ['-re', argument] : [argument])),
        ...[
          '-pix_fmt',
          'yuv420p',
          ...video,
          '-b:v',
          '800k',
          '-c:a',
          'aac',
          '-b:a',
          '96k',
          '-ar',
          '44100',
          '-f',
          format,
          url,
        ],
      ],
      clock: systemClock,
      graceMs: 500,
    });
  }

  get exited(): Child['exited'] {
    return this.#child.exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.signal(signal);
  }

  /** With a goodbye. */
  stop(): Promise<unknown> {
    this.#child.signal('SIGINT');
    return this.#child.stop();
  }

  kill(): Promise<unknown> {
    return this.#child.kill();
  }
}
