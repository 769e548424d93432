import { FrameSink } from './frame-sink.js';

/** A platform's ingest by SRT. */
export class SrtSink extends FrameSink {
  constructor(port: number, passphrase: string) {
    const url = `srt://127.0.0.1:${port}?mode=listener&passphrase=${passphrase}`;
    // Five seconds of analysis, which is usual, would count as the sender's.
    super('SRT sink', ['-fpsprobesize', '0', '-analyzeduration', '300000', '-f', 'mpegts', '-i', url]);
  }
}
