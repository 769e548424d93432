import type { z } from 'zod';
import type { jobKindSchema } from './job-order.js';

export type JobKind = z.output<typeof jobKindSchema>;
export type JobState = 'waiting' | 'running' | 'finished' | 'failed' | 'cancelled';

/** Work on a recording, as it is queued. */
export interface Job {
  id: string;
  /** The same work is never queued twice. */
  key: string;
  kind: JobKind;
  showId: string;
  recordingId: string;
  params: Record<string, unknown>;
  state: JobState;
  /** Between 0 and 1. */
  progress: number;
  attempts: number;
  /** One start of the node that does it, or did it last. */
  runnerId: string | null;
  error: string | null;
  /** Not before: a job that failed waits longer each time. */
  runAfterMs: number;
  createdAtMs: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
}

export type JobPatch = Partial<
  Pick<
    Job,
    'state' | 'progress' | 'attempts' | 'runnerId' | 'error' | 'runAfterMs' | 'startedAtMs' | 'finishedAtMs'
  >
>;

/** Where jobs are kept, so that no restart loses one. */
export interface JobStore {
  /** False where the same work is known already, or its show is gone. */
  add(job: Job): Promise<boolean>;
  find(id: string): Promise<Job | undefined>;
  /** The newest first. */
  list(showId: string): Promise<Job[]>;
  /** Those that may run now, the oldest first. */
  waiting(nowMs: number): Promise<Job[]>;
  running(): Promise<Job[]>;
  /** A compare-and-set: nothing is written unless the job is in one of these states, and `of` this runner where that counts. */
  change(id: string, states: readonly JobState[], patch: JobPatch, of?: string | null): Promise<boolean>;
  removeOf(recordingId: string): Promise<void>;
}
