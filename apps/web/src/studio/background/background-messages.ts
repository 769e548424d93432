/** What stands behind a person. */
export type Background = { kind: 'blur' } | { kind: 'image'; image: ImageBitmap };

/** To the worker: its only message, which starts it. */
export interface ToWorker {
  frames: ReadableStream<VideoFrame>;
  painted: WritableStream<VideoFrame>;
  background: Background;
  /** The library's script, and where each file that it asks for by name is. */
  script: string;
  files: Record<string, string>;
}

/** From the worker. */
export type FromWorker =
  /** One frame was painted: how long it took. */
  { kind: 'painted'; tookMs: number } | { kind: 'failed'; reason: string };
