import type { QualityGroupsJson } from '#origin';

/** The middle of what viewers saw, and what all but one in twenty stayed below. */
export interface Quantiles {
  median: number;
  p95: number;
}

/** What a group of viewers saw, never one of them. Null where nobody has told. */
export interface QualityFigures {
  /** Of the edge, the browser or the country; empty for all. */
  name: string;
  /** Starts that players have told of. */
  viewings: number;
  startMs: Quantiles | null;
  latencyMs: Quantiles | null;
  stallMs: Quantiles | null;
  kbps: Quantiles | null;
  stalls: number;
  errors: number;
  playedMs: number;
  /** Of the time that was played and waited. */
  stalledShare: number | null;
}

export interface QualityView {
  /** Null while no player has told anything. */
  all: QualityFigures | null;
  edges: readonly QualityFigures[];
  browsers: readonly QualityFigures[];
  countries: readonly QualityFigures[];
}

/** What players report of their viewers. REST calls it. */
export interface AudienceFigures {
  quality(showId: string): Promise<QualityView>;
}

/** Each node keeps the reports that came to it. */
export interface QualityStore {
  list(showId: string): Promise<{ node: string; groups: QualityGroupsJson }[]>;
  put(showId: string, node: string, groups: QualityGroupsJson): Promise<void>;
}
