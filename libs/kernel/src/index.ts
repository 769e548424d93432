export { atMost } from './at-most.js';
export { BoundedLines } from './bounded-lines.js';
export {
  type ChannelEnd,
  type ChannelListener,
  type ChannelOptions,
  type ConnectOptions,
  claimSocketPath,
  connectChannel,
  encodeFrame,
  type Frame,
  FrameChannel,
  FrameReader,
  type HeartbeatOptions,
  LARGEST_FRAME_BYTES,
  LastingChannel,
  listenChannels,
  listenPrivately,
  NOTICES_HANG,
  runFolder,
  WAITS_FOR_PEER,
} from './channel/index.js';
export { checkPort } from './check-port.js';
export { Child, type ChildOptions, type ExitKind, type ExitReport } from './child-process.js';
export { type Clock, systemClock } from './clock.js';
export {
  ConfigError,
  type ConfigSurroundings,
  forgetSecrets,
  loadConfig,
  PROGRAMME_LIMITS,
  type ProgrammeRung,
  type ProsceniumConfig,
  settingsHelp,
  settingsMarkdown,
  settingsWithoutSecrets,
  systemSurroundings,
} from './config/index.js';
export { type Confinement, confinedCommand, type ProgramBounds } from './confined-command.js';
export { DataDirLock } from './data-dir-lock.js';
export { FFMPEG_ENVIRONMENT } from './ffmpeg-environment.js';
export {
  type Id,
  newId,
  type ParticipantId,
  type PersonId,
  type RandomBytes,
  type ShowId,
  systemRandom,
  type TrackId,
} from './ids.js';
export { InTurn } from './in-turn.js';
export { KeyedTurns } from './keyed-turns.js';
export { LatestWriter } from './latest-writer.js';
export { Lifetime } from './lifetime.js';
export { type Listening, listenError } from './listen-error.js';
export { LivenessWatch, type ProcessState, readProcessState } from './liveness/index.js';
export { createLog, type Log, type LogFields, type LogLevel, silentLog } from './log.js';
export { MEDIA_NICENESS, putMediaFirst } from './media-first.js';
export { ALIVE, ParentProcess } from './parent-process.js';
export { probeConfinement } from './probe-confinement.js';
export { type ProcessFaultsOptions, watchProcessFaults } from './process-faults.js';
export { ProcessorLoad } from './processor-load.js';
export { settleHeap } from './settle-heap.js';
export { type Blame, guestError, ShowError, type ShowErrorOptions, toShowError } from './show-error.js';
export { sourceStack } from './source-stack.js';
export { type KeptCertificateOptions, keptCertificate } from './tls/kept-certificate.js';
export type { Certificate } from './tls/self-made-certificate.js';
export { type Span, SpanBatch, spanSchema, spansSchema } from './trace/index.js';
export { TypedEvents } from './typed-events.js';
export { Waiters } from './waiters.js';
export { writePrivateFile } from './write-private-file.js';
export { draftOf, placeWhole, UNFINISHED, type WriteWholeOptions, writeWhole } from './write-whole.js';
