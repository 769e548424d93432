import { spawnSync } from 'node:child_process';
import { Child, systemClock } from '#kernel';
import type { Rgb } from '../page/test-card.js';

const LAUNCH = 'gst-launch-1.0';
const NEEDED = ['x264enc', 'avenc_aac', 'flvmux', 'mpegtsmux', 'rtmp2sink', 'srtsink'];

const PACKAGES = 'gstreamer1.0-tools gstreamer1.0-libav gstreamer1.0-plugins-{good,bad,ugly}';

function requireElements(): void {
  const missing = NEEDED.filter(
    (element) => spawnSync('gst-inspect-1.0', ['--exists', element]).status !== 0,
  );
  if (missing.length > 0)
    throw new Error(`GStreamer has no ${missing.join(', ')}: apt-get install ${PACKAGES}`);
}

export interface GstreamerSenderOptions {
  by: 'rtmp' | 'srt';
  url: string;
  colour: Rgb;
}

/** A pipeline of GStreamer as its users write it: one colour and a tone, by RTMP or SRT. */
export class GstreamerSender {
  readonly #child: Child;

  constructor({ by, url, colour: [red, green, blue] }: GstreamerSenderOptions) {
    requireElements();
    const argb = 0xff_00_00_00 + red * 0x1_00_00 + green * 0x1_00 + blue;
    const sink = by === 'rtmp' ? ['rtmp2sink', `location=${url}`] : ['srtsink', `uri=${url}`];
    this.#child = new Child({
      name: 'GStreamer',
      command: LAUNCH,
      args: [
        ...['-q', '-e', 'videotestsrc', 'is-live=true', 'pattern=solid-color', `foreground-color=${argb}`],
        ...['!', 'video/x-raw,width=640,height=360,framerate=30/1,format=I420', '!'],
        ...['x264enc', 'tune=zerolatency', 'speed-preset=ultrafast', 'key-int-max=30', 'bitrate=800', '!'],
        ...['video/x-h264,profile=baseline', '!', 'h264parse', '!', 'mux.'],
        ...[
          'audiotestsrc',
          'is-live=true',
          '!',
          'audioconvert',
          '!',
          'avenc_aac',
          '!',
          'aacparse',
          '!',
          'mux.',
        ],
        ...(by === 'rtmp' ? ['flvmux', 'streamable=true'] : ['mpegtsmux', 'alignment=7']),
        ...['name=mux', '!', ...sink],
      ],
      clock: systemClock,
      graceMs: 2_000,
    });
  }

  get exited(): Child['exited'] {
    return this.#child.exited;
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
