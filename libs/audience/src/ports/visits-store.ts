/** What one viewer watched since it was last written. */
export interface WatchDelta {
  showId: string;
  viewer: string;
  firstSeenMs: number;
  lastSeenMs: number;
  watchMs: number;
}

export interface VisitTotals {
  viewers: number;
  watchMs: number;
  peakViewers: number;
}

export interface VisitsStore {
  /** Adds to what is there, in one statement a batch. */
  add(deltas: readonly WatchDelta[]): Promise<void>;
  sample(showId: string, atMs: number, viewers: number): Promise<void>;
  samples(showId: string, limit: number): Promise<{ atMs: number; viewers: number }[]>;
  raisePeak(showId: string, viewers: number): Promise<void>;
  totals(showId: string): Promise<VisitTotals>;
}
