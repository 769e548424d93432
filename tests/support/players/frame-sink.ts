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
/** In what its dates count. */
const TIME_BASE = /^#tb (\d): (\d+)\/(\d+)/;

/** A platform's ingest for one publisher, by FFmpeg. It ends when the publisher leaves. */
export class FrameSink {
  readonly frames = new SignalLog<SunkFrame>();
  readonly #child: Child;
  readonly #tickSeconds = new Map<string, number>();

  constructor(name: string, input: readonly string[]) {
    this.#child = new Child({
      name,
      command: 'ffmpeg',
      args: [
        ...['-hide_banner', '-loglevel', 'error', ...input, '-map', '0:v', '-map', '0:a', '-c', 'copy'],
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

  get exited(): Child['exited'] {
    return this.#child.exited;
  }

  #read(line: string): void {
    const [, of, numerator, denominator] = TIME_BASE.exec(line) ?? [];
    if (of !== undefined) this.#tickSeconds.set(of, Number(numerator) / Number(denominator));
    const [, stream, dts] = FRAME.exec(line) ?? [];
    if (stream === undefined) return;
    this.frames.push({
      kind: stream === '0' ? 'video' : 'audio',
      seconds: Number(dts) * (this.#tickSeconds.get(stream) ?? 0.001),
      atMs: systemClock.monotonicMs(),
    });
  }

  /** It reads nothing, accepts nothing, and leaves nothing. */
  hang(): void {
    this.#child.signal('SIGSTOP');
  }

  goOn(): void {
    this.#child.signal('SIGCONT');
  }

  kill(): Promise<unknown> {
    this.#child.signal('SIGKILL');
    return this.#child.exited;
  }
}
