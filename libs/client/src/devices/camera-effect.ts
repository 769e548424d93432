/** Changes the camera's video before anybody sees it. */
export interface CameraEffect {
  /** The track that is shown and sent in the place of the camera's own; rejects where there is none. */
  start(raw: MediaStreamTrack): Promise<MediaStreamTrack>;
  /** May be called twice. */
  stop(): void;
}
