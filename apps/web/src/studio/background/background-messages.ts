/** What stands behind a person. */
export type Background = { kind: 'blur' } | { kind: 'image'; image: ImageBitmap };

/** To the worker. */
export type ToWorker =
  | {
      kind: 'start';
      frames: ReadableStream<VideoFrame>;
      painted: WritableStream<VideoFrame>;
      background: Background;
      /** The library's script, and where each file that it asks for by name is. */
      script: string;
      files: Record<string, string>;
    }
  | { kind: 'background'; background: Background };

/** From the worker. */
export type FromWorker =
  /** One frame was painted: how long it took. */
  { kind: 'painted'; tookMs: number } | { kind: 'failed'; reason: string };
