import { FrameSink } from './frame-sink.js';

/** A platform's ingest by SRT. */
export class SrtSink extends FrameSink {
  constructor(port: number, passphrase: string) {
    const url = `srt://127.0.0.1:${port}?mode=listener&passphrase=${passphrase}`;
    super('SRT sink', ['-fpsprobesize', '0', '-f', 'mpegts', '-i', url]);
  }
}
