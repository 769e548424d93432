import type { RecordingSummary } from '#outputs';

/** The recordings of shows, wherever they lie. REST calls it. */
export interface Recordings {
  /** The newest first. */
  of(showId: string): readonly RecordingSummary[];
  find(showId: string, recordingId: string): RecordingSummary | undefined;
  /** With all its files. A recording that is being written goes on as another one. */
  remove(showId: string, recordingId: string): void;
}
