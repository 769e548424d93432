/** What the packager takes from encoders. The show log brings it from the compositor. */

export interface RenditionSpec {
  id: string;
  /** Subtitles are captions: no encoder writes them. */
  kind: 'video' | 'audio' | 'subtitles';
  /** Video of another format than the main one: the format's id. */
  format?: string | undefined;
  /** Video only. */
  width?: number | undefined;
  height?: number | undefined;
  frameRate?: number | undefined;
  /** Subtitles only: a language tag, and how players list it. */
  language?: string | undefined;
  name?: string | undefined;
  /** What the encoder must keep to, in bits a second; playlists say what was measured. */
  targetBitrate: number;
}

/** A run of one encoder. Of one rendition, later runs have higher numbers. */
export interface RunOpening {
  renditionId: string;
  run: number;
  /** Where the run's time zero stands on the show's timeline, exact. */
  start: { units: number; perSecond: number };
  /**
   * The run goes on where the one before it ends: the same map, video from a key frame on, audio on the same grid of
   * 1,024 samples. It is admitted at any part, without a discontinuity. Its bytes come after the last ones of the run
   * that it continues. A run whose map differs is taken for an ordinary one, which begins with a discontinuity.
   */
  continues?: boolean | undefined;
  /**
   * Key frames of all renditions come here from now on: a segment begins, without a discontinuity. Said before anything
   * of this moment comes.
   */
  boundary?: boolean | undefined;
}

/** The packager's side of the encoders: the map of each run, then whole fragments. Never blocks. */
export interface FragmentIntake {
  runOpened(opening: RunOpening): void;
  bytes(renditionId: string, run: number, piece: Buffer): void;
  runClosed(renditionId: string, run: number): void;
}
