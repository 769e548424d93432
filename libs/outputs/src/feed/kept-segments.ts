import type { FeedSegment } from './programme-feed.js';

/** Segments that are listed no more and were kept for rewinding. `apps/outputs` plugs the front's folder in. */
export interface KeptSegments {
  /** All that were ever published, with the rendition that each is of: what of them is still there, `read` says. */
  list(showId: string): Promise<readonly { renditionId: string; segment: FeedSegment }[]>;
  /** Of a segment or an initialization section; nothing where it is gone. */
  read(showId: string, uri: string): Promise<Buffer | undefined>;
}
