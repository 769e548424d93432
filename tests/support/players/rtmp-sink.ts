import { FrameSink } from './frame-sink.js';

/** A platform's ingest by RTMP. */
export class RtmpSink extends FrameSink {
  constructor(port: number, path: string) {
    const url = `rtmp://127.0.0.1:${port}/${path}`;
    super('RTMP sink', ['-listen', '1', '-fpsprobesize', '0', '-f', 'flv', '-i', url]);
  }
}
