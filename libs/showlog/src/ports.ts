import type { TimedEvent } from './timed-event.js';

/** What the log needs of a packager: `apps/programme` and `apps/front` plug one in. */

/** A replica's state as JSON, and bytes that it names. Only who made it can read it. */
export interface ReplicaSnapshot {
  state: unknown;
  bytes: ReadonlyMap<string, Buffer>;
}

/** A run of one encoder, from its first byte to its last. Of one rendition, later runs have higher numbers. */
export interface RunOpening {
  renditionId: string;
  run: number;
  /** Where the run's time zero stands on the timeline, exact. */
  start: { units: number; perSecond: number };
  /** The run goes on where the one before it ends, under the same map. */
  continues?: boolean | undefined;
  /** A segment of all renditions begins where the run begins, without a discontinuity. */
  boundary?: boolean | undefined;
}

/** Where a compositor writes: the map of each run, then whole fragments. Never blocks. */
export interface RunSink {
  runOpened(opening: RunOpening): void;
  bytes(renditionId: string, run: number, piece: Buffer): void;
  runClosed(renditionId: string, run: number): void;
}

/** The same entries after the same beginning make the same playlists, in every process. */
export interface Replica extends RunSink {
  readonly anchorWallMs: number;
  /** The highest number that a run had. */
  readonly newestRun: number;
  /** Show time up to which media came, of any rendition: what comes next may not begin before it. */
  readonly endSeconds: number;
  withdraw(renditionId: string): void;
  timed(event: TimedEvent): void;
  end(): void;
  snapshot(): ReplicaSnapshot;
}
