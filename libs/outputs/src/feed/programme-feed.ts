import type { TypedEvents } from '#kernel';

/** A rendition of a programme. */
export interface FeedRendition {
  id: string;
  /** Subtitles are captions: WebVTT, without an initialization section. */
  kind: 'video' | 'audio' | 'subtitles';
  /** Of video of another format than the main one: the format's name. */
  format?: string | undefined;
  width?: number | undefined;
  height?: number | undefined;
  frameRate?: number | undefined;
  /** Of subtitles: a language tag, and how players list it. */
  language?: string | undefined;
  name?: string | undefined;
  targetBitrate: number;
}

/** A finished segment on the show's timeline. Its name is used once; `mapUri` names its initialization section, empty where it needs none. */
export interface FeedSegment {
  msn: number;
  uri: string;
  mapUri: string;
  startSeconds: number;
  endSeconds: number;
  programDateTimeMs: number;
  discontinuity: boolean;
  gap: boolean;
}

/** A finished part: whole fragments, their times on the show's timeline. */
export interface FeedPart {
  bytes: Buffer;
  /** The initialization section that the part needs. */
  map: Buffer;
  startSeconds: number;
  endSeconds: number;
  isIndependent: boolean;
  gap: boolean;
}

export interface ProgrammeFeedEvents {
  /** The timeline is known, or known again: all segments that are listed may be read, those already taken too. */
  begun: undefined;
  segment: { renditionId: string; segment: FeedSegment };
  part: { renditionId: string; part: FeedPart };
  /** The show is over: nothing more comes. */
  ended: undefined;
}

/** What a programme makes, as an output takes it. `apps/outputs` plugs a replica of the show log in. */
export interface ProgrammeFeed {
  readonly events: TypedEvents<ProgrammeFeedEvents>;
  readonly showId: string;
  /** Nothing before `begun`. */
  readonly anchorWallMs: number | undefined;
  readonly renditions: readonly FeedRendition[];
  readonly isEnded: boolean;
  /** Chapters that were marked on air so far, on the show's timeline. */
  readonly chapters?: readonly { atSeconds: number; title: string }[];
  /** What is listed of a rendition: half a minute. */
  segmentsOf(renditionId: string): readonly FeedSegment[];
  /** Of a segment or an initialization section. */
  bytesOf(uri: string): Buffer | undefined;
}
