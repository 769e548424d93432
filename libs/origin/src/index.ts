export { BannedViewers } from './banned-viewers.js';
export { parseRange } from './byte-range.js';
export {
  FrontConnection,
  type FrontConnectionEvents,
  type FrontConnectionOptions,
} from './front-link/front-connection.js';
export {
  type DirectoryShow,
  directoryShowSchema,
  type FromFront,
  type FrontReport,
  fromFrontSchema,
  type ShowReport,
  type ToFront,
  toFrontSchema,
} from './front-link/messages.js';
export { type LatencySummary, LatencyWindow } from './latency-window.js';
export { Origin, type OriginOptions, type SentMedium } from './origin.js';
export { type PlaybackGrant, PlaybackTokens } from './playback-token.js';
export type {
  PlaybackDirectory,
  PlaybackGate,
  PlaybackShow,
  Programme,
  ProgrammeMedia,
  ProgrammeRendition,
} from './ports.js';
export type { QualityCounts } from './quality/quality-counts.js';
export {
  QUALITY_KINDS,
  QualityGroups,
  type QualityGroupsJson,
  type QualityKind,
  qualityGroupsSchema,
} from './quality/quality-groups.js';
export { PLAYED_KEY } from './quality/viewing-facts.js';
export type { SteeringOptions } from './steering.js';
export { SwitchedProgramme } from './switched-programme.js';
export { deviceMark, type PlaybackViewer, partsOfMark, subjectMark, viewerMark } from './viewer-mark.js';
export { type ViewerReport, viewerReportSchema } from './viewer-reports.js';
