export { ArchivedRecordings, type ArchivedRecordingsOptions } from './archive/archived-recordings.js';
export { Catalogue } from './archive/catalogue.js';
export { holderName } from './archive/holder-name.js';
export type { ByteRange, ObjectFacts, ObjectStore } from './archive/object-store.js';
export { openObjects, placeOf } from './archive/open-objects.js';
export { OpenedArchive } from './archive/opened-archive.js';
export { readWhole } from './archive/read-whole.js';
export { archivePrefix, RecordingArchive } from './archive/recording-archive.js';
export { RemovedPrefixes } from './archive/removed-prefixes.js';
export { CaptionIndex, type FoundCaption } from './captions/caption-index.js';
export { CaptionReader } from './captions/caption-reader.js';
export {
  type Clip,
  type ClipWish,
  clipFile,
  clipImage,
  clipWishSchema,
  LONGEST_CLIP_SECONDS,
} from './clips/clip.js';
export { editRecording } from './edit/edit-recording.js';
export { playedChapters, playedSeconds } from './edit/played.js';
export {
  type Chapter,
  chapterSchema,
  MOST_CHAPTERS,
  type RecordingEdit,
  type Trim,
  trimSchema,
} from './edit/recording-edit.js';
export type { KeptSegments } from './feed/kept-segments.js';
export type {
  FeedPart,
  FeedRendition,
  FeedSegment,
  ProgrammeFeed,
  ProgrammeFeedEvents,
} from './feed/programme-feed.js';
export { doJob } from './jobs/do-job.js';
export type { Job, JobKind, JobPatch, JobState, JobStore } from './jobs/job.js';
export {
  type FromJob,
  fromJobSchema,
  type JobOrder,
  type JobResult,
  jobOrderSchema,
  type QueuedJob,
} from './jobs/job-order.js';
export { JobQueue, LONE_RUNNER } from './jobs/job-queue.js';
export {
  type FromOutputs,
  fromOutputsSchema,
  type OutputsShow,
  outputsShowSchema,
  type RecordingWish,
  type ToOutputs,
  toOutputsSchema,
} from './link/messages.js';
export {
  OutputsConnection,
  type OutputsConnectionEvents,
  type OutputsConnectionOptions,
} from './link/outputs-connection.js';
export { finishRecording } from './recording/finish-recording.js';
export { hasRecordings } from './recording/has-recordings.js';
export { RecordingLimits } from './recording/recording-limits.js';
export { type LinkScope, type RecordingGrant, RecordingLinks } from './recording/recording-links.js';
export { RecordingStore, type RecordingStoreEvents } from './recording/recording-store.js';
export {
  mainFirst,
  type RecordedTrack,
  type RecordingSummary,
  recordingSummarySchema,
} from './recording/recording-summary.js';
export { servedType } from './recording/served-files.js';
export { ShowRecorder } from './recording/show-recorder.js';
export { storedRecordings } from './recording/stored-recordings.js';
export {
  RESTREAM_REASONS,
  type RestreamStatus,
  type RestreamTarget,
} from './restream/restream-target.js';
export { Restreams } from './restream/restreams.js';
export { type AddressRules, parseTarget, resolveTarget } from './restream/target-address.js';
export { KeptAnywhere } from './shared/kept-anywhere.js';
export { type PackState, PackUploads } from './shared/pack-uploads.js';
export { PackedShows } from './shared/packed-shows.js';
export { SharedRecordings } from './shared/shared-recordings.js';
export { SharedRetention } from './shared/shared-retention.js';
export { removeTrackLogs } from './tracks/make-tracks.js';
export type { TrackLogEntry } from './tracks/track-log-entry.js';
export type { TrackSource } from './tracks/track-source.js';
export type {
  WhepCredentials,
  WhepProgramme,
  WhepReceiver,
  WhepShows,
} from './whep/ports.js';
export { SDP, SDP_FRAGMENT, type WhepReply, WhepService } from './whep/whep-service.js';
