export { type LatencySummary, LatencyWindow } from './latency-window.js';
export { Origin, type OriginOptions } from './origin.js';
export { type PlaybackGrant, PlaybackTokens } from './playback-token.js';
export type {
  PlaybackDirectory,
  PlaybackGate,
  PlaybackShow,
  Programme,
  ProgrammeMedia,
  ProgrammeRendition,
} from './ports.js';
export type { SteeringOptions } from './steering.js';
export { type ViewerReport, viewerReportSchema } from './viewer-reports.js';
