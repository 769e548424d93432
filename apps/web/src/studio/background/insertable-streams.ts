/** Tracks as streams of frames and back: what Chromium has and the language's own types lack. */
interface InsertableStreams {
  MediaStreamTrackProcessor?: new (options: {
    track: MediaStreamTrack;
    maxBufferSize?: number;
  }) => { readable: ReadableStream<VideoFrame> };
  MediaStreamTrackGenerator?: new (options: {
    kind: 'video';
  }) => MediaStreamTrack & { writable: WritableStream<VideoFrame> };
}

export const insertable: InsertableStreams = globalThis as InsertableStreams;
