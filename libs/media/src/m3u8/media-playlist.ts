import type { DateRange } from './date-range.js';

/** A media playlist as a value; it becomes text only where it leaves the server (RFC 8216bis, 4.4.3 and 4.4.4). */
export interface MediaPlaylist {
  targetDurationSeconds: number;
  /** Absent in a playlist without parts. */
  partTargetSeconds?: number;
  serverControl: ServerControl;
  mediaSequence: number;
  discontinuitySequence: number;
  independentSegments: boolean;
  /** In a delta update: how many of the oldest segments are left out. `segments` then begins after them. */
  skippedSegments?: number;
  /** Whatever was skipped, all of them stand in a delta update too. */
  dateRanges?: readonly DateRange[];
  segments: readonly MediaSegment[];
  /** The segment that is growing: its tags and parts stand at the end, without EXTINF. */
  open?: OpenSegment;
  /** URI of the part that comes next. */
  preloadHint?: string;
  renditionReports: readonly RenditionReport[];
  ended: boolean;
}

export interface ServerControl {
  canBlockReload: boolean;
  canSkipUntilSeconds?: number;
  holdBackSeconds?: number;
  partHoldBackSeconds?: number;
}

/** The tags that stand before a segment's first part. */
export interface SegmentHead {
  mapUri: string;
  programDateTimeMs: number;
  discontinuity: boolean;
}

export interface OpenSegment extends SegmentHead {
  parts: readonly MediaPart[];
}

export interface MediaSegment extends OpenSegment {
  uri: string;
  durationSeconds: number;
  gap: boolean;
}

export interface MediaPart {
  uri: string;
  durationSeconds: number;
  independent: boolean;
  gap: boolean;
}

export interface RenditionReport {
  uri: string;
  lastMediaSequence: number;
  lastPart?: number;
}
