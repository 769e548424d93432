import type { MediaPart, SegmentHead } from '#media';

/** A finished part: its line in the playlist, its place in show time and its bytes. */
export interface PartRecord extends MediaPart {
  startSeconds: number;
  endSeconds: number;
  bytes: Buffer;
}

/** A finished segment as the playlist and the journal know it; the bytes lie in the store. */
export interface SegmentRecord extends SegmentHead {
  msn: number;
  uri: string;
  startSeconds: number;
  endSeconds: number;
  gap: boolean;
  sizeBytes: number;
}
