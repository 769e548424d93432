/** What the packager is told by whoever encodes. `live` plugs the compositor in. */

export interface RenditionSpec {
  id: string;
  kind: 'video' | 'audio';
  /** Video only. */
  width?: number;
  height?: number;
  frameRate?: number;
  /** What the encoder was told, in bits a second; playlists say what was measured. */
  targetBitrate: number;
}

/** A run of one encoder: a new one on the same rendition makes a discontinuity with a new map. */
export interface EpochStart {
  renditionId: string;
  epoch: number;
  /** Where this epoch's time zero stands on the show's timeline, exact. */
  start: { units: number; perSecond: number };
}

/** The packager's side of the encoders: bytes of fragmented MP4 in any slicing. Never blocks. */
export interface FragmentIntake {
  epochOpened(epoch: EpochStart): void;
  bytes(renditionId: string, epoch: number, chunk: Uint8Array): void;
  epochClosed(renditionId: string, epoch: number): void;
}
