/** Changes the track of a device before anybody sees or hears it. */
export interface TrackEffect {
  /** The track that is used in the place of the device's own; rejects where there is none. */
  start(raw: MediaStreamTrack): Promise<MediaStreamTrack>;
  /** May be called twice. */
  stop(): void;
}
