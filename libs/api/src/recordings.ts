import type { ClipWish, Job, RecordingSummary } from '#outputs';

/** The recordings of shows, as REST asks for them. */
export const RECORDINGS = Symbol('recordings');
/** The queue of work on them. */
export const JOBS = Symbol('jobs');

export interface Jobs {
  list(showId: string): Promise<Job[]>;
  /** Throws `job-not-found`. */
  cancel(showId: string, jobId: string): Promise<void>;
  /** Throws `job-not-found`. */
  retry(showId: string, jobId: string): Promise<void>;
  removeOf(recordingId: string): Promise<void>;
  /** Throws `clips-busy`. */
  addClip(recording: RecordingSummary, wish: ClipWish): Promise<void>;
}
