export { DiskBudget } from './disk-budget.js';
export { DiskStore, type DiskStoreOptions } from './disk-store.js';
export type { MediaStore } from './media-store.js';
export { Packager, type PackagerOptions } from './packager.js';
export type { PackagerEvents } from './packager-events.js';
export { isTracedPart, type PartTrace, partTrace } from './part-trace.js';
export type { FragmentIntake, RenditionSpec, RunOpening } from './ports.js';
export {
  type Cadence,
  cadenceOf,
  PROFILES,
  type Profile,
  type ProfileName,
  partTargetOf,
} from './profile.js';
export { RamStore } from './ram-store.js';
export type { MediaAnswer } from './rendition-timeline.js';
export type { PartRecord, SegmentRecord } from './segment-record.js';
export { LIVE_SECONDS } from './segment-window.js';
export type { PackagerSnapshot } from './snapshot/packager-snapshot.js';
export { parseSnapshot } from './snapshot/parse-snapshot.js';
export type { RestoreOptions } from './snapshot/restore-options.js';
export { type PackagerState, packagerStateSchema } from './snapshot/snapshot-schema.js';
export type { TimedEvent } from './timed/timed-event.js';
export { type JournalState, TimelineJournal } from './timeline-journal.js';
