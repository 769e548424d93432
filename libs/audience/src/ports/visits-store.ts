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

/** The part of a show that is looked at, in steps. */
export interface FlowSpan {
  fromMs: number;
  untilMs: number;
  stepMs: number;
  /** Viewers who were seen from this moment on have not left. */
  stayedFromMs: number;
}

/** Counts of viewers, never one of them. */
export interface ViewerFlow {
  /** Of single steps, by their number: who was seen for the first time, and for the last. */
  joined: ReadonlyMap<number, number>;
  left: ReadonlyMap<number, number>;
  stayed: number;
}

export interface VisitsStore {
  /** Adds to what is there, in one statement a batch. */
  add(deltas: readonly WatchDelta[]): Promise<void>;
  sample(showId: string, atMs: number, viewers: number): Promise<void>;
  samples(showId: string, limit: number): Promise<{ atMs: number; viewers: number }[]>;
  flow(showId: string, span: FlowSpan): Promise<ViewerFlow>;
  raisePeak(showId: string, viewers: number): Promise<void>;
  totals(showId: string): Promise<VisitTotals>;
}
