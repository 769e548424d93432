import { Child, systemClock } from '#kernel';
import { SignalLog } from '../kernel/signal-log.js';

/** A frame as a platform would get it. */
export interface SunkFrame {
  kind: 'video' | 'audio';
  seconds: number;
  atMs: number;
}

/** One line of FFmpeg's framecrc: stream, dts, pts, duration, size, checksum. */
const FRAME = /^(\d),\s*(-?\d+),\s*(-?\d+),/;

/** A platform's ingest for one publisher, by FFmpeg. It ends when the publisher leaves. */
export class RtmpSink {
  readonly frames = new SignalLog<SunkFrame>();
  readonly #child: Child;

  constructor(port: number, path: string) {
    this.#child = new Child({
      name: 'RTMP sink',
      command: 'ffmpeg',
      args: [
        ...['-hide_banner', '-loglevel', 'error', '-listen', '1', '-fpsprobesize', '0'],
        ...[
          '-f',
          'flv',
          '-i',
          `rtmp://127.0.0.1:${port}/${path}`,
          '-map',
          '0:v',
          '-map',
          '0:a',
          '-c',
          'copy',
        ],
        ...['-copyts', '-flush_packets', '1', '-f', 'framecrc', 'pipe:1'],
      ],
      clock: systemClock,
    });
    let rest = '';
    this.#child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#read(line);
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Dates of frames count in milliseconds: the format's own. */
  #read(line: string): void {
    const [, stream, dts] = FRAME.exec(line) ?? [];
    if (stream === undefined) return;
    this.frames.push({
      kind: stream === '0' ? 'video' : 'audio',
      seconds: Number(dts) / 1_000,
      atMs: systemClock.monotonicMs(),
    });
  }

  kill(): Promise<unknown> {
    this.#child.signal('SIGKILL');
    return this.#child.exited;
  }
}
